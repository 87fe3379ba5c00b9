import { Icon } from "../parts/Icon.tsx";
import { usePanel } from "../state/panel.ts";

/** Starts the plan above, or opens it as a document to edit first. */
export function PlanCard({ turnId }: { turnId: string }) {
  const panel = usePanel();
  return (
    <div class="card plan" role="group" aria-label="Plan">
      <div class="card-head">
        <Icon name="checklist" />
        <span class="card-title">Nothing was changed yet.</span>
      </div>
      <div class="card-actions">
        <button
          type="button"
          class="button primary"
          onClick={() => {
            panel.post({ type: "start-plan", turnId });
            panel.focusComposer();
          }}
        >
          Start in Agent mode
        </button>
        <button type="button" class="button" onClick={() => panel.post({ type: "edit-plan", turnId })}>
          Edit the plan
        </button>
      </div>
    </div>
  );
}
