import type { Turn } from "../../agent/transcript.ts";
import { duration } from "../format.ts";
import { Icon } from "../parts/Icon.tsx";
import { CardActions } from "./CardActions.tsx";
import { useCountdown } from "./useCountdown.ts";

/** A request waits to be sent again: why, how long yet, and how not to wait. The composer's Stop ends the turn. */
export function RetryCard({ retrying }: { retrying: NonNullable<Turn["retrying"]> }) {
  const { message, at, attempt, next } = retrying;
  const left = useCountdown(at);
  const when = left > 0 ? `Asking again in ${duration(left)}` : "Asking again…";
  return (
    <div class="card retry" role="group" aria-label="Waiting to ask again">
      <div class="card-head">
        <Icon name="watch" />
        <span class="card-title">{message}</span>
      </div>
      <div class="card-note">{attempt === 1 ? `${when}.` : `${when} (try ${attempt + 1}).`}</div>
      <CardActions
        actions={["try-now", "switch-model"]}
        labels={next === undefined ? {} : { "switch-model": `Switch to ${next}` }}
      />
    </div>
  );
}
