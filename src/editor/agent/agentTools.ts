import type { Commands } from "../../agent/ports/commands.ts";
import type { ForeignTools } from "../../agent/ports/foreign.ts";
import type { FileChanges } from "../../agent/ports/fileChanges.ts";
import type { Git } from "../../agent/ports/git.ts";
import type { SubTasks } from "../../agent/ports/subTasks.ts";
import type { Tasks } from "../../agent/ports/tasks.ts";
import type { Tool } from "../../agent/ports/tool.ts";
import type { Web } from "../../agent/ports/web.ts";
import type { Workspace } from "../../agent/ports/workspace.ts";
import { applyPatch } from "../../agent/tools/files/applyPatch.ts";
import { createFile } from "../../agent/tools/files/createFile.ts";
import { editFile } from "../../agent/tools/files/editFile.ts";
import { findFiles } from "../../agent/tools/files/findFiles.ts";
import { listDir } from "../../agent/tools/files/listDir.ts";
import { manageFiles } from "../../agent/tools/files/manageFiles.ts";
import { readFile } from "../../agent/tools/files/readFile.ts";
import { replaceLines } from "../../agent/tools/files/replaceLines.ts";
import { searchText } from "../../agent/tools/files/searchText.ts";
import { gitTool } from "../../agent/tools/git/gitTool.ts";
import { fetchUrl } from "../../agent/tools/web/fetchUrl.ts";
import { askUser } from "../../agent/tools/work/askUser.ts";
import { processTool } from "../../agent/tools/work/processTool.ts";
import { runCommand } from "../../agent/tools/work/runCommand.ts";
import { subTask } from "../../agent/tools/work/subTask.ts";
import { taskTool } from "../../agent/tools/work/taskTool.ts";
import { todo } from "../../agent/tools/work/todo.ts";
import type { ToolDisplays } from "../../agent/transcript/toolDisplay.ts";

/** The editor behind the tools. */
export type AgentPorts = {
  files: Workspace;
  changes: FileChanges;
  commands: Commands;
  git: Git;
  tasks: Tasks;
  web: Web;
  foreign: ForeignTools;
};

/** What the agent's own tools need. */
export type OwnPorts = Omit<AgentPorts, "foreign"> & { subTasks: SubTasks };

/** The agent's own tools. */
export const agentTools = ({ files, changes, commands, git, tasks, web, subTasks }: OwnPorts): readonly Tool[] => [
  readFile(files),
  listDir(files),
  findFiles(files),
  searchText(files),
  editFile(files),
  replaceLines(files),
  createFile(files),
  applyPatch(files, changes),
  manageFiles(changes),
  runCommand(commands),
  processTool(commands),
  taskTool(tasks),
  gitTool(git),
  fetchUrl(web),
  subTask(subTasks),
  todo(),
  askUser(),
];

/** How the panel shows the calls of tools. */
export const displaysOf = (tools: readonly Tool[]): ToolDisplays =>
  Object.fromEntries(tools.flatMap(({ name, display }) => (display ? [[name, display]] : [])));
