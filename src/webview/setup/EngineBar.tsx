import type { PanelState } from "../../chat/protocol/protocol.ts";
import { percent } from "../parts/format.ts";
import { IconButton } from "../parts/IconButton.tsx";
import { usePanel } from "../state/panel.ts";

/** The state of the engine on this machine, with progress and a button to cancel a download. */
export function EngineBar({ engine }: { engine: NonNullable<PanelState["engine"]> }) {
  const panel = usePanel();
  const { phase, label, fraction, detail } = engine;
  const doing = phase === "downloading" ? "Downloading" : "Loading";
  return (
    <div class="engine">
      <div class="engine-line">
        <span class="engine-label">
          {doing} {label}
          {fraction === undefined ? "…" : ` ${percent(fraction)}`}
        </span>
        {phase === "downloading" && (
          <IconButton
            icon="close"
            label="Cancel the download"
            onClick={() => panel.post({ type: "setup", choice: { type: "cancel-download" } })}
          />
        )}
      </div>
      <progress aria-label={`${doing} ${label}`} {...(fraction !== undefined && { value: fraction })} />
      {detail !== undefined && <div class="muted">{detail}</div>}
    </div>
  );
}
