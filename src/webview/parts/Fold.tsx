import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./Icon.tsx";

type Props = {
  /** The CSS class: `fold-<kind>`. */
  kind: string;
  open: boolean;
  onToggle: (open: boolean) => void;
  summary: ComponentChildren;
  /** Content beside the summary that doesn't toggle the fold. */
  aside?: ComponentChildren;
  children: ComponentChildren;
};

/** A summary line that unfolds. Folded content is not rendered. */
export function Fold({ kind, open, onToggle, summary, aside, children }: Props) {
  const id = useId();
  return (
    <div class={`fold fold-${kind}`}>
      <div class="fold-line">
        <button
          type="button"
          class="fold-summary"
          aria-expanded={open}
          {...(open && { "aria-controls": id })}
          onClick={() => onToggle(!open)}
        >
          {summary}
          <Icon name={open ? "chevron-down" : "chevron-right"} />
        </button>
        {aside}
      </div>
      {open && (
        <div class="fold-body" id={id}>
          {children}
        </div>
      )}
    </div>
  );
}
