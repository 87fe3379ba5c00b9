import { join } from "node:path";
import type * as vscode from "vscode";

/** The file that is there while changes of a model wait to be kept or undone: the extension starts for them. */
export const pendingPath = ({ storageUri, globalStorageUri }: vscode.ExtensionContext): string =>
  join((storageUri ?? globalStorageUri).fsPath, "pending.json");
