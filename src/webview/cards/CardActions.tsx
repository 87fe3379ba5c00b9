import type { ComponentChildren } from "preact";
import { type FaultAction, faultActionLabels } from "../../chat/faultActions.ts";
import { usePanel } from "../state/panel.ts";

type Props = {
  actions: readonly FaultAction[];
  labels?: Partial<Record<FaultAction, string>>;
  children?: ComponentChildren;
};

/** What goes on in the panel itself; others open something of the editor's, which takes the focus. */
const stays: ReadonlySet<FaultAction> = new Set(["retry", "continue", "try-now"]);

/** The ways out that a card offers, the first of them the likeliest. */
export function CardActions({ actions, labels, children }: Props) {
  const panel = usePanel();
  const take = (action: FaultAction): void => {
    panel.post({ type: "fault-action", action });
    // The card goes away, and the focus must not go with it.
    if (stays.has(action)) panel.focusComposer();
  };
  return (
    <div class="card-actions">
      {actions.map((action, at) => (
        <button key={action} type="button" class={at === 0 ? "button primary" : "button"} onClick={() => take(action)}>
          {labels?.[action] ?? faultActionLabels[action]}
        </button>
      ))}
      {children}
    </div>
  );
}
