import type { ComponentChildren } from "preact";
import { type FaultAction, faultActionLabels } from "../../chat/faultActions.ts";
import { usePanel } from "../panel.ts";

type Props = {
  actions: readonly FaultAction[];
  labels?: Partial<Record<FaultAction, string>>;
  children?: ComponentChildren;
};

/** The ways out that a card offers, the first of them the likeliest. */
export function CardActions({ actions, labels, children }: Props) {
  const panel = usePanel();
  return (
    <div class="card-actions">
      {actions.map((action, at) => (
        <button
          key={action}
          type="button"
          class={at === 0 ? "button primary" : "button"}
          onClick={() => panel.post({ type: "fault-action", action })}
        >
          {labels?.[action] ?? faultActionLabels[action]}
        </button>
      ))}
      {children}
    </div>
  );
}
