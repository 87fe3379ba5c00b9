import * as vscode from "vscode";
import { showView } from "../panel/viewId.ts";

/** Shows the panel once without taking the focus. Otherwise nothing shows that the extension is installed. */
export function openOnFirstStart({ globalState }: vscode.ExtensionContext): void {
  const key = "gemma.wasStarted";
  if (globalState.get(key) === true) return;
  void globalState.update(key, true);
  const config = vscode.workspace.getConfiguration("gemma");
  if (!config.get("openOnFirstStart", true)) return;
  void showView({ preserveFocus: true });
}
