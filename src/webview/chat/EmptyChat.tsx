import type { PanelState } from "../../chat/protocol/protocol.ts";
import { Gem } from "../parts/Gem.tsx";
import { Icon } from "../parts/Icon.tsx";
import { usePanel } from "../state/panel.ts";

const suggestions: readonly { icon: string; label: string; text: string; attach: boolean }[] = [
  {
    icon: "book",
    label: "Explain the open file",
    text: "Explain what this file does and how its parts work together.",
    attach: true,
  },
  {
    icon: "search",
    label: "Look for mistakes",
    text: "Look for mistakes in this file and say how to fix them.",
    attach: true,
  },
  {
    icon: "beaker",
    label: "Write tests",
    text: "Write tests for the most important functions in this file.",
    attach: true,
  },
];

/** An empty chat. A suggestion fills the composer but sends nothing. */
export function EmptyChat({ model }: { model: PanelState["model"] }) {
  const panel = usePanel();
  return (
    <div class="empty">
      <Gem />
      <h2>Ask Gemma</h2>
      <p class="muted">{model ? `${model.label} · ${model.provider}` : "Choose a model to begin."}</p>
      <ul class="suggestions" aria-label="Suggestions">
        {suggestions.map(({ icon, label, text, attach }) => (
          <li key={label}>
            <button
              type="button"
              class="suggestion"
              onClick={() => {
                panel.suggest(text);
                if (attach) panel.post({ type: "attach", what: "open-file" });
              }}
            >
              <Icon name={icon} />
              <span>{label}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
