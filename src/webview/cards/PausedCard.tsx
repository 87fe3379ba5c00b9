import { Icon } from "../parts/Icon.tsx";
import { CardActions } from "./CardActions.tsx";
import { HintInput } from "./HintInput.tsx";

/** Asks whether a turn that reached the limit of steps goes on. */
export function PausedCard({ last }: { last: boolean }) {
  return (
    <div class="card paused" role="group" aria-label="Paused">
      <div class="card-head">
        <Icon name="debug-pause" />
        <span class="card-title">Gemma paused after many steps.{last && " Should it go on?"}</span>
      </div>
      {last && <CardActions actions={["continue", "open-settings"]} labels={{ continue: "Go on" }} />}
      {last && <HintInput />}
    </div>
  );
}
