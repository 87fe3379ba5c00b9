import type { Mode } from "../../agent/transcript/turnEvent.ts";
import type { ThinkingControl, ThinkingLevel } from "../../model/thinking.ts";
import { Icon } from "../parts/Icon.tsx";
import { usePanel } from "../state/panel.ts";

const words: Record<ThinkingLevel, string> = {
  off: "Off",
  on: "On",
  minimal: "Minimal",
  low: "Low",
  medium: "Medium",
  high: "High",
};
const title = "How much the model thinks before it answers; remembered for this model. Default: as the settings say.";

/** How much the current model thinks. Offers only choices that have an effect in the mode. */
export function ThinkingSelect({ control, mode }: { control: ThinkingControl; mode: Mode }) {
  const panel = usePanel();
  const levels = mode !== "ask" ? control.withTools : control.levels;
  const chosen = levels.find((level) => level === control.chosen);
  const choose = (value: string): void => {
    const level = levels.find((each) => each === value);
    panel.post({ type: "set-thinking", ...(level && { level }) });
  };
  return (
    <span class="thinking" title={title}>
      <Icon name="thinking" />
      <select aria-label="Thinking" value={chosen ?? ""} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">Default</option>
        {levels.map((level) => (
          <option key={level} value={level}>
            {words[level]}
          </option>
        ))}
      </select>
    </span>
  );
}
