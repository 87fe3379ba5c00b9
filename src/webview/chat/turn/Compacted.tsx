import { Fold } from "../../parts/Fold.tsx";
import { useFold } from "../../state/useFold.ts";

/** The line below the turns that the model is told no more but as a summary, which unfolds. */
export function Compacted({ summary, turnId }: { summary: string; turnId: string }) {
  const [open = false, setOpen] = useFold(`${turnId}:summary`);
  return (
    <div class="compacted" role="note">
      <Fold
        kind="compacted"
        open={open}
        onToggle={setOpen}
        summary={<span>The model is told what stands above as a summary</span>}
      >
        <div class="compacted-summary">{summary}</div>
      </Fold>
    </div>
  );
}
