import type { LoopFound } from "../../agent/transcript/turnEvent.ts";
import { loopActions } from "../../chat/faultActions.ts";
import { Icon } from "../parts/Icon.tsx";
import { CardActions } from "./CardActions.tsx";
import { HintInput } from "./HintInput.tsx";

/** Says why a looping turn was stopped, with buttons. */
export function LoopCard({ message, last }: Pick<LoopFound, "message"> & { last: boolean }) {
  return (
    <div class="card loop" role="group" aria-label="Stopped">
      <div class="card-head">
        <Icon name="sync-ignored" />
        <span class="card-title">{message} It was stopped; what came so far stays.</span>
      </div>
      {last && <CardActions actions={loopActions} labels={{ continue: "Continue anyway" }} />}
      {last && <HintInput />}
    </div>
  );
}
