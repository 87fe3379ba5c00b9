import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import { attachmentWords } from "./chipWords.ts";
import { withSigns } from "../../words/signs.ts";
import { Icon } from "./Icon.tsx";
import { Signs } from "./Signs.tsx";

type Props = { chip: Attachment; onOpen?: () => void; onRemove?: () => void };

/** An attachment of a question. Opens what it refers to; removable while the question is written. */
export function Chip({ chip, onOpen, onRemove }: Props) {
  const { image } = chip;
  const words = attachmentWords(chip);
  const title = withSigns(chip.path ?? words, true);
  const label = (
    <>
      {image === undefined ? (
        <Icon name={iconOf(chip)} />
      ) : (
        <img class="chip-picture" src={`data:${image.mediaType};base64,${image.data}`} alt="" />
      )}
      <span class="chip-label">
        <Signs text={words} oneLine />
      </span>
    </>
  );
  return (
    <li class="chip" title={title}>
      {onOpen ? (
        <button type="button" class="chip-open" aria-label={`Open ${title}`} onClick={onOpen}>
          {label}
        </button>
      ) : (
        label
      )}
      {onRemove && (
        <button type="button" class="chip-remove" aria-label={`Remove ${chip.label}`} title="Remove" onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}

/** A file that is still being read; reading can be cancelled. */
export function ReadingChip({ name, onStop }: { name: string; onStop: () => void }) {
  return (
    <li class="chip" title={`Reading ${name}…`}>
      <Icon name="loading" spin />
      <span class="chip-label">{`Reading ${name}…`}</span>
      <button type="button" class="chip-remove" aria-label={`Stop reading ${name}`} title="Stop" onClick={onStop}>
        <Icon name="close" />
      </button>
    </li>
  );
}

function iconOf({ video, audio, startLine }: Attachment): string {
  if (video) return "device-camera-video";
  if (audio) return "unmute";
  return startLine === undefined ? "file" : "list-selection";
}
