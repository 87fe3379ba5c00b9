import type { Tool } from "../../agent/ports/tool.ts";
import type { Workspace } from "../../agent/ports/workspace.ts";
import { createFile } from "../../agent/tools/files/createFile.ts";
import { editFile } from "../../agent/tools/files/editFile.ts";
import { listDir } from "../../agent/tools/files/listDir.ts";
import { readFile } from "../../agent/tools/files/readFile.ts";
import { searchText } from "../../agent/tools/files/searchText.ts";
import type { ToolDisplays } from "../../agent/transcript/toolDisplay.ts";

/** The tools of the agent. */
export const agentTools = (files: Workspace): readonly Tool[] => [
  readFile(files),
  listDir(files),
  searchText(files),
  editFile(files),
  createFile(files),
];

/** How the panel shows the calls of tools. */
export const displaysOf = (tools: readonly Tool[]): ToolDisplays =>
  Object.fromEntries(tools.flatMap(({ name, display }) => (display ? [[name, display]] : [])));
