import type { Turn } from "../../agent/transcript.ts";
import { chipHref, chipKey } from "../compose/draft.ts";
import { Chip } from "../parts/Chip.tsx";
import { usePanel } from "../panel.ts";

/** What the person asked, with what was attached. */
export function Question({ turn }: { turn: Turn }) {
  const panel = usePanel();
  return (
    <div class="question">
      {turn.chips.length > 0 && (
        <ul class="chips" aria-label="Attached">
          {turn.chips.map((chip) => {
            const href = chipHref(chip);
            return (
              <Chip
                key={chipKey(chip)}
                chip={chip}
                {...(href !== undefined && { onOpen: () => panel.post({ type: "open-link", href }) })}
              />
            );
          })}
        </ul>
      )}
      <div class="bubble">{turn.text}</div>
    </div>
  );
}
