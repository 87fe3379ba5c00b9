import { readFile, stat } from "node:fs/promises";
import * as vscode from "vscode";
import type { FileNow } from "../../../agent/checkpoints/keepingEffects.ts";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { MOST_KEPT } from "../../../chat/store/kept/keptBytes.ts";
import { addressOf, openAt } from "../../core/documents.ts";
import { find } from "../../core/reading.ts";
import { type Place, refuseGitData } from "../../core/workspace/containment.ts";

/** Where a file that changed is, and what it is now. Throws WorkspaceError if nothing may be changed there. */
export async function fileAt(path: string): Promise<{ place: Place; uri: vscode.Uri; now: FileNow }> {
  const place = await find(path);
  // A link came in between: this is not the place that was changed.
  if (place.shown !== path) throw new WorkspaceError({ kind: "changed", path });
  refuseGitData(place);
  const uri = await addressOf(place);
  return { place, uri, now: await nowAt(place, uri) };
}

async function nowAt({ absolute }: Place, uri: vscode.Uri): Promise<FileNow> {
  const info = await stat(absolute).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (info && (!info.isFile() || info.size > MOST_KEPT)) return "unknown";
  const document = openAt(uri);
  const unsaved = document?.isDirty
    ? await vscode.workspace.encode(document.getText(), { encoding: document.encoding })
    : undefined;
  return { disk: info && (await readFile(absolute)), ...(unsaved && { unsaved }) };
}
