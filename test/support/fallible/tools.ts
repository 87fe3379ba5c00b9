import type { Tool } from "../../../src/agent/ports/tool.ts";
import type { Workspace } from "../../../src/agent/ports/workspace.ts";
import { createFile } from "../../../src/agent/tools/files/createFile.ts";
import { editFile } from "../../../src/agent/tools/files/editFile.ts";
import { listDir } from "../../../src/agent/tools/files/listDir.ts";
import { readFile } from "../../../src/agent/tools/files/readFile.ts";
import { replaceLines } from "../../../src/agent/tools/files/replaceLines.ts";
import { searchText } from "../../../src/agent/tools/files/searchText.ts";

/** The tools that the tasks need. */
export const withFallback = (files: Workspace): readonly Tool[] => [
  readFile(files),
  listDir(files),
  searchText(files),
  editFile(files),
  replaceLines(files),
  createFile(files),
];

/** The same, with quotation as the only form of edit. */
export function withoutFallback(files: Workspace): readonly Tool[] {
  const { onFailure: _, ...edit } = editFile(files);
  return [readFile(files), listDir(files), searchText(files), edit, createFile(files)];
}
