import type { WorkState } from "../../chat/protocol/work.ts";
import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { Signs } from "../parts/Signs.tsx";
import { usePanel } from "../state/panel.ts";

/** Above the composer while commands of the agent run: each with buttons to see and to stop it. */
export function CommandsBar({ commands }: { commands: NonNullable<WorkState["commands"]> }) {
  const panel = usePanel();
  return (
    <ul class="commands" aria-label="Commands that run">
      {commands.map(({ id, command }) => (
        <li key={id}>
          <Icon name="loading" spin />
          <span class="commands-text">
            <Signs text={command} oneLine />
          </span>
          <IconButton
            icon="terminal"
            label="Show in a terminal"
            onClick={() => panel.post({ type: "show-command", id })}
          />
          <IconButton
            icon="debug-stop"
            label="Stop this command"
            onClick={() => panel.post({ type: "stop-command", id })}
          />
        </li>
      ))}
    </ul>
  );
}
