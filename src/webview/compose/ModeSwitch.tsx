import type { Mode } from "../../agent/transcript/turnEvent.ts";
import { usePanel } from "../state/panel.ts";

const modes: readonly { mode: Mode; label: string; hint: string }[] = [
  { mode: "ask", label: "Ask", hint: "Gemma answers and changes nothing" },
  { mode: "plan", label: "Plan", hint: "Gemma reads files and writes a plan, which you edit and start" },
  { mode: "agent", label: "Agent", hint: "Gemma reads files and proposes changes, which you allow one by one" },
];

/** Ask, Plan or Agent; an untrusted workspace has only Ask. */
export function ModeSwitch({ mode, trusted }: { mode: Mode; trusted: boolean }) {
  const panel = usePanel();
  return (
    <fieldset class="modes">
      <legend class="spoken">Mode</legend>
      {modes.map(({ mode: each, label, hint }) => {
        const off = each !== "ask" && !trusted;
        return (
          <label
            key={each}
            class={each === mode ? "mode chosen" : "mode"}
            title={off ? "Not in a restricted workspace. Click to manage its trust" : hint}
            onClick={off ? () => panel.post({ type: "manage-trust" }) : undefined}
          >
            <input
              type="radio"
              name="mode"
              class="spoken"
              checked={each === mode}
              disabled={off}
              onChange={() => panel.post({ type: "set-mode", mode: each })}
            />
            {label}
          </label>
        );
      })}
    </fieldset>
  );
}
