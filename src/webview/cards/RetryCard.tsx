import type { Turn } from "../../agent/transcript/transcript.ts";
import { duration } from "../parts/format.ts";
import { Icon } from "../parts/Icon.tsx";
import { usePanel } from "../state/panel.ts";
import { whatHappened } from "../../model/whatHappened.ts";
import { CardActions } from "./CardActions.tsx";
import { useCountdown } from "./useCountdown.ts";

/** A pending retry: its reason, a countdown, and buttons to skip the wait. */
export function RetryCard({ retrying }: { retrying: NonNullable<Turn["retrying"]> }) {
  const { message, at, attempt, next } = retrying;
  const panel = usePanel();
  const left = useCountdown(at);
  const when = left > 0 ? `Asking again in ${duration(left)}` : "Asking again…";
  return (
    <div class="card retry" role="group" aria-label="Waiting to ask again">
      <div class="card-head">
        <Icon name="history" />
        <span class="card-title">{whatHappened(message)}</span>
      </div>
      <div class="card-note">{attempt === 1 ? `${when}.` : `${when} (try ${attempt + 1}).`}</div>
      <CardActions
        actions={["try-now", "switch-model"]}
        labels={next === undefined ? {} : { "switch-model": `Switch to ${next}` }}
      >
        <button type="button" class="button" onClick={panel.stop}>
          Stop waiting
        </button>
      </CardActions>
    </div>
  );
}
