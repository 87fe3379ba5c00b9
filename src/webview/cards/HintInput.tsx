import { useState } from "preact/hooks";
import { usePanel } from "../state/panel.ts";

/** A text for the model, with which a stopped turn goes on. */
export function HintInput() {
  const panel = usePanel();
  const [text, setText] = useState("");
  const hint = text.trim();
  const send = (): void => {
    if (hint === "") return;
    panel.post({ type: "continue-with", hint });
    panel.focusComposer();
  };
  return (
    <div class="card-hint">
      <input
        class="input"
        type="text"
        value={text}
        placeholder="A hint for Gemma (Enter)"
        aria-label="A hint for Gemma. Enter goes on with it."
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
    </div>
  );
}
