import type * as vscode from "vscode";
import type { WorkState, WorkToHost } from "../../chat/protocol/work.ts";
import type { Core, Feature } from "../core/feature/feature.ts";
import type { AgentPorts } from "./agentTools.ts";
import { EditorTools } from "./foreign/editorTools.ts";
import { WorkspaceGit } from "./git/workspaceGit.ts";
import { WorkspaceTasks } from "./tasks/workspaceTasks.ts";
import { CommandViews } from "./terminal/commandViews.ts";
import { WorkspaceWeb } from "./web/workspaceWeb.ts";
import { WorkspaceCommands } from "./terminal/workspaceCommands.ts";

type Agent = Feature<never, WorkToHost> & {
  ports: Pick<AgentPorts, "commands" | "git" | "tasks" | "web" | "foreign">;
  state(): WorkState;
};

/** The editor behind the agent's tools for commands, and what the panel shows of it. */
export function registerAgent({ context, panel }: Core): Agent {
  const commands = new WorkspaceCommands();
  const views = new CommandViews();
  const owned: vscode.Disposable[] = [commands, views, commands.onChange(() => void panel.refresh())];
  const running = () => commands.all().filter(({ isOpen }) => isOpen);
  return {
    ports: {
      commands,
      git: new WorkspaceGit(),
      tasks: new WorkspaceTasks(),
      web: new WorkspaceWeb(),
      foreign: new EditorTools(context.globalState),
    },
    state: () => {
      const all = running().map(({ id, command }) => ({ id, command }));
      return all.length > 0 ? { commands: all } : {};
    },
    commands: {},
    panel: {
      "stop-command": ({ id }) => commands.find(id)?.stop(),
      "show-command": ({ id }) => {
        const command = commands.find(id);
        if (command) views.show(command);
      },
    },
    dispose: () => {
      for (const each of owned) each.dispose();
    },
  };
}
