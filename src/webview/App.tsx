import { EmptyChat } from "./chat/EmptyChat.tsx";
import { TranscriptView } from "./chat/TranscriptView.tsx";
import { Announcer } from "./chat/Announcer.tsx";
import { ChangesBar } from "./compose/ChangesBar.tsx";
import { CommandsBar } from "./compose/CommandsBar.tsx";
import { Composer } from "./compose/Composer.tsx";
import { ProbabilitiesContext, type PanelView, ToolsContext } from "./state/panel.ts";
import { EngineBar } from "./setup/EngineBar.tsx";
import { TodoBar } from "./tools/Todos.tsx";
import { SetupPage } from "./setup/SetupPage.tsx";

const none: readonly string[] = [];

/** The whole panel. Empty until the host's first message, so that no wrong state flashes up. */
export function App({ view }: { view: PanelView }) {
  const { host, transcript, restored, draft, reading, running, focus } = view;
  if (!host || restored === 0) return null;
  if (host.setup) return <SetupPage setup={host.setup} engine={host.engine} canClose={host.model !== undefined} />;
  const isEmpty = transcript.settled.length === 0 && !transcript.open && !transcript.restore;
  return (
    <div class="app">
      {isEmpty ? (
        <EmptyChat model={host.model} />
      ) : (
        <ProbabilitiesContext.Provider value={host.probabilities ?? none}>
          <ToolsContext.Provider value={host.tools}>
            <TranscriptView key={restored} transcript={transcript} model={host.model?.label} />
          </ToolsContext.Provider>
        </ProbabilitiesContext.Provider>
      )}
      <Announcer transcript={transcript} />
      {/* While the model loads, the waiting turn shows the progress itself. */}
      {host.engine && (host.engine.phase === "downloading" || !running) && <EngineBar engine={host.engine} />}
      <TodoBar transcript={transcript} />
      {host.commands && <CommandsBar commands={host.commands} />}
      {host.changedFiles !== undefined && <ChangesBar files={host.changedFiles} />}
      <Composer draft={draft} reading={reading} running={running} focus={focus} host={host} transcript={transcript} />
    </div>
  );
}
