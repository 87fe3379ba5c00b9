import type { ComponentChildren } from "preact";
import type { SetupState } from "../../chat/protocol/models.ts";
import type { PanelState } from "../../chat/protocol/protocol.ts";
import { Gem } from "../parts/Gem.tsx";
import { Icon } from "../parts/Icon.tsx";
import { IconButton } from "../parts/IconButton.tsx";
import { usePanel } from "../state/panel.ts";
import { EmbeddedModels } from "./EmbeddedModels.tsx";
import { EngineBar } from "./EngineBar.tsx";
import { LocalServerRows } from "./LocalServerRows.tsx";
import { SetupRow } from "./SetupRow.tsx";

type Props = { setup: SetupState; engine: PanelState["engine"]; canClose: boolean };

/** The page to choose a model: this machine, a local server, or a hosted service, each one click away. */
export function SetupPage({ setup, engine, canClose }: Props) {
  const panel = usePanel();
  const { embedded, local, hosted, problem } = setup;
  return (
    <main class="setup">
      <header class="setup-head">
        <Gem />
        <div>
          <h1>Choose where Gemma runs</h1>
          <p class="muted">You can change this at any time. No account is needed for a model on this machine.</p>
        </div>
        {canClose && (
          <IconButton
            icon="close"
            label="Back to the chat"
            onClick={() => panel.post({ type: "setup", choice: { type: "close" } })}
          />
        )}
      </header>
      {problem !== undefined && (
        <div class="card error" role="alert">
          <div class="card-head">
            <Icon name="error" />
            <span class="card-title">{problem}</span>
          </div>
        </div>
      )}
      {engine && <EngineBar engine={engine} />}
      <Part title="Run Gemma on this machine" note="Private, free, works offline.">
        <EmbeddedModels embedded={embedded} busy={engine?.phase === "downloading"} />
      </Part>
      <LocalServers local={local} />
      <Part title="Hosted" note="The largest models, over the network, with your own key.">
        {hosted.map(({ preset, label, note, hasKey }) => (
          <SetupRow
            key={preset}
            icon="cloud"
            label={label}
            note={note}
            action={hasKey ? "Use" : "Connect"}
            onChoose={() => panel.post({ type: "setup", choice: { type: "hosted", preset } })}
          />
        ))}
        <SetupRow
          icon="server"
          label="Another server"
          note="Any address that speaks the OpenAI or Anthropic protocol"
          action="Enter address"
          onChoose={() => panel.post({ type: "setup", choice: { type: "custom" } })}
        />
      </Part>
    </main>
  );
}

function LocalServers({ local }: { local: SetupState["local"] }) {
  const panel = usePanel();
  const found = local.servers.length > 0;
  const again = (
    <IconButton
      icon={local.searching ? "loading codicon-modifier-spin" : "refresh"}
      label={local.searching ? "Searching for servers" : "Search again"}
      disabled={local.searching}
      onClick={() => panel.post({ type: "setup", choice: { type: "search-again" } })}
    />
  );
  return (
    <Part title="Servers on this machine" aside={again}>
      {!found && (
        <p class="muted">
          {local.searching
            ? "Searching for Ollama, LM Studio, llama-server and vLLM…"
            : "None found. Ollama, LM Studio, llama-server and vLLM show up here while they run."}
        </p>
      )}
      {!found && !local.searching && local.note !== undefined && <p class="muted">{local.note}</p>}
      {local.servers.map((server) => (
        <LocalServerRows key={server.baseUrl} server={server} />
      ))}
    </Part>
  );
}

type PartProps = { title: string; note?: string; aside?: ComponentChildren; children: ComponentChildren };

function Part({ title, note, aside, children }: PartProps) {
  return (
    <section class="setup-part">
      <div class="setup-title">
        <h2>{title}</h2>
        {aside}
      </div>
      {note !== undefined && <p class="muted">{note}</p>}
      <div class="setup-rows">{children}</div>
    </section>
  );
}
