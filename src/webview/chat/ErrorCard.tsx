import type { ModelFault } from "../../model/modelError.ts";
import { actionsFor, faultActionLabels } from "../../chat/faultActions.ts";
import { duration } from "../format.ts";
import { Icon } from "../parts/Icon.tsx";
import { usePanel } from "../panel.ts";
import { useCountdown } from "./useCountdown.ts";

type Props = { fault: ModelFault; message: string; endedAt: number; last: boolean };

/** What went wrong and the ways out; a turn further up keeps the words and loses the buttons. */
export function ErrorCard({ fault, message, endedAt, last }: Props) {
  const panel = usePanel();
  const wait = useCountdown(last && fault.kind === "rate-limit" ? endedAt + (fault.retryAfterMs ?? 0) : 0);
  return (
    <div class="card error" role="group" aria-label="Error">
      <div class="card-head">
        <Icon name="error" />
        <span class="card-title">{message}</span>
      </div>
      {wait > 0 && <div class="card-note">The limit ends in {duration(wait)}.</div>}
      {last && (
        <div class="card-actions">
          {actionsFor(fault).map((action, at) => (
            <button
              key={action}
              type="button"
              class={at === 0 ? "button primary" : "button"}
              onClick={() => panel.post({ type: "fault-action", action })}
            >
              {faultActionLabels[action]}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
