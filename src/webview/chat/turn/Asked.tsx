import type { Attachment } from "../../../agent/transcript/turnEvent.ts";
import { attachmentKey } from "../../state/draft.ts";
import { Chip } from "../../parts/Chip.tsx";
import { usePanel } from "../../state/panel.ts";

/** A question or message of the user with its attachments. */
export function Asked({ text, chips }: { text: string; chips: readonly Attachment[] }) {
  const panel = usePanel();
  return (
    <div class="question">
      {chips.length > 0 && (
        <ul class="chips" aria-label="Attached">
          {chips.map((chip) => (
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
      <div class="bubble">{text}</div>
    </div>
  );
}
