import type { Chip as ChipData } from "../../agent/turnEvent.ts";
import { Icon } from "./Icon.tsx";

type Props = { chip: ChipData; onOpen?: () => void; onRemove?: () => void };

/** Something attached to a question: opens what it stands for, and can be taken off again while the question is written. */
export function Chip({ chip, onOpen, onRemove }: Props) {
  const icon = chip.image ? "file-media" : chip.startLine === undefined ? "file" : "list-selection";
  const title = chip.path ?? chip.label;
  const label = (
    <>
      <Icon name={icon} />
      <span class="chip-label">{chip.label}</span>
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
