import { join } from "node:path";
import type * as vscode from "vscode";

/** The file that exists while changes are pending. If it is there, the extension loads the review at start. */
export const pendingPath = ({ storageUri, globalStorageUri }: vscode.ExtensionContext): string =>
  join((storageUri ?? globalStorageUri).fsPath, "pending.json");
