import { Icon } from "./Icon.tsx";

type Props = { icon: string; label: string; onClick: () => void; disabled?: boolean };

/** A small button that shows only an icon; its label is its tooltip and its name. */
export function IconButton({ icon, label, onClick, disabled = false }: Props) {
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
