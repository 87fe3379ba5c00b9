import { Icon } from "./Icon.tsx";

type Props = { icon: string; label: string; onClick: () => void; disabled?: boolean; hint?: string };

/** A small icon button. The label is its accessible name; label and hint form the tooltip. */
export function IconButton({ icon, label, onClick, disabled = false, hint }: Props) {
  const title = hint === undefined ? label : `${label}, ${hint}`;
  return (
    <button type="button" class="icon-button" title={title} aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
