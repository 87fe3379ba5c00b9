import { join } from "node:path";
import type * as vscode from "vscode";

/** A file that exists while changes of a model are pending; the extension starts for it. */
export const pendingPath = ({ storageUri, globalStorageUri }: vscode.ExtensionContext): string =>
  join((storageUri ?? globalStorageUri).fsPath, "pending.json");
