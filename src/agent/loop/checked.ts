import * as v from "valibot";
import { ModelError } from "../../model/modelError.ts";
import { type TurnEvent, turnEventSchema } from "../transcript/turnEvent.ts";

/**
 * The same event, if the panel and the store can read it. Throws ModelError for any other: it would be lost there, and
 * the turn would seem to go on for ever.
 */
export function checked(event: TurnEvent): TurnEvent {
  if (v.is(turnEventSchema, event)) return event;
  throw new ModelError(
    { kind: "protocol" },
    "The model's answer or a tool's result held something that a chat cannot show. Try again, or choose another model.",
  );
}
