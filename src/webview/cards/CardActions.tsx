import type { ComponentChildren } from "preact";
import { type FaultAction, faultActionLabels } from "../../chat/faultActions.ts";
import { usePanel } from "../state/panel.ts";

type Props = {
  actions: readonly FaultAction[];
  labels?: Partial<Record<FaultAction, string>>;
  children?: ComponentChildren;
};

/** Actions inside the panel. All others open something in the editor, which takes the focus. */
const stays: ReadonlySet<FaultAction> = new Set(["retry", "continue", "another-way", "try-now"]);

/** The buttons of a card; the first is the most likely choice. */
export function CardActions({ actions, labels, children }: Props) {
  const panel = usePanel();
  const take = (action: FaultAction): void => {
    panel.post({ type: "fault-action", action });
    // The card disappears, so the focus moves to the composer.
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
