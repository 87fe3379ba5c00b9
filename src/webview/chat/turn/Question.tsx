import type { Turn } from "../../../agent/transcript/transcript.ts";
import { attachmentKey } from "../../state/draft.ts";
import { Chip } from "../../parts/Chip.tsx";
import { usePanel } from "../../state/panel.ts";

/** The user's question with its attachments. */
export function Question({ turn }: { turn: Turn }) {
  const panel = usePanel();
  return (
    <div class="question">
      {turn.chips.length > 0 && (
        <ul class="chips" aria-label="Attached">
          {turn.chips.map((chip) => (
            <Chip
              key={attachmentKey(chip)}
              chip={chip}
              {...(chip.path !== undefined && {
                onOpen: () => panel.post({ type: "open-attachment", attachment: chip }),
              })}
            />
          ))}
        </ul>
      )}
      <div class="bubble">{turn.text}</div>
    </div>
  );
}
