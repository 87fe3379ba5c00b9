import type { ComponentChildren } from "preact";
import { Icon } from "../parts/Icon.tsx";

type Props = {
  icon?: string;
  label: string;
  mark?: string;
  note: ComponentChildren;
  /** The button's label; without it the row is information only. */
  action?: string;
  primary?: boolean;
  disabled?: boolean;
  onChoose?: () => void;
};

/** One way to run Gemma: what it is, and a button to choose it. */
export function SetupRow({ icon, label, mark, note, action, primary = false, disabled = false, onChoose }: Props) {
  return (
    <div class={disabled ? "setup-row off" : "setup-row"}>
      {icon !== undefined && <Icon name={icon} />}
      <div class="setup-words">
        <div class="setup-label">
          {label}
          {mark !== undefined && <span class="mark">{mark}</span>}
        </div>
        <div class="muted">{note}</div>
      </div>
      {action !== undefined && (
        <button
          type="button"
          class={primary ? "button primary" : "button"}
          aria-label={`${action}: ${label}`}
          disabled={disabled}
          onClick={onChoose}
        >
          {action}
        </button>
      )}
    </div>
  );
}
