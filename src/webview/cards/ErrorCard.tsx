import type { ModelFault } from "../../model/modelError.ts";
import { actionsFor } from "../../chat/faultActions.ts";
import { duration } from "../parts/format.ts";
import { Icon } from "../parts/Icon.tsx";
import { CardActions } from "./CardActions.tsx";
import { useCountdown } from "./useCountdown.ts";

/** `begun`: the turn already holds part of an answer. */
type Props = { fault: ModelFault; message: string; endedAt: number; begun: boolean; last: boolean };

/** Shows what failed, with buttons. Earlier turns show the message only. */
export function ErrorCard({ fault, message, endedAt, begun, last }: Props) {
  const wait = useCountdown(last && fault.kind === "rate-limit" ? endedAt + (fault.retryAfterMs ?? 0) : 0);
  return (
    <div class="card error" role="group" aria-label="Error">
      <div class="card-head">
        <Icon name="error" />
        <span class="card-title">{message}</span>
      </div>
      {wait > 0 && <div class="card-note">The limit ends in {duration(wait)}.</div>}
      {last && <CardActions actions={actionsFor(fault, begun)} />}
    </div>
  );
}
