import type { ModelEvent } from "../../../../../src/model/model.ts";
import { ModelError } from "../../../../../src/model/modelError.ts";
import { createEmptyWatch } from "./emptyTokens.ts";
import { createRepetitionWatch } from "../rules/repetition.ts";

/** So many characters must be one unit over and over, where what is written may be a file: more than a shown text needs. */
const repeatedCharacters = 8000;

/**
 * Passes on what a server sends, and ends the request where it will never come to anything: tokens without content, and
 * text that repeats itself where nobody sees it, within a call or held back as the beginning of one. It stands in front
 * of all that takes something out. The repetition ends the answer as its length limit would; tokens that only end an
 * answer behind one end it in order.
 * @throws ModelError for a model that writes nothing but empty tokens
 */
export async function* guardRaw(events: AsyncIterable<ModelEvent>): AsyncGenerator<ModelEvent, void, void> {
  const empty = createEmptyWatch();
  const repetition = createRepetitionWatch(repeatedCharacters);
  const open = new Map<string, string>();
  for await (const event of events) {
    if (event.type === "tool-call-start") open.set(event.id, event.name);
    if (event.type === "tool-call-end") open.delete(event.call.id);
    yield event;
    if (event.type !== "text" && event.type !== "thought" && event.type !== "tool-call-delta") continue;
    const found = empty.take(event.delta);
    if (found === "broken") throw new ModelError({ kind: "engine" }, emptyWords);
    if (found === undefined && !repetition.repeats(event.delta)) continue;
    for (const [id, name] of open) {
      yield { type: "tool-call-end", call: { type: "tool-call", id, name, arguments: {}, fault: repeatedWords } };
    }
    yield { type: "done", reason: found === "ended" ? "stop" : "length" };
    return;
  }
}

const emptyWords =
  "The model writes only empty tokens: the model file or the server's version is broken. Update the server and the model file, or choose another model.";
const repeatedWords =
  "The call repeated the same text over and over, so it was stopped and not run. Make a shorter call, or several.";
