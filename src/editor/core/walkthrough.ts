import * as vscode from "vscode";

/** Tells the walkthrough that one of its steps was done. */
export function tellDone(step: "modelReady" | "asked" | "agentAsked"): void {
  void vscode.commands.executeCommand("setContext", `gemma.${step}`, true);
}
