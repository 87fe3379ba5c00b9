import * as vscode from "vscode";

/** The lightbulb's entries: commands alone, no model is asked until one is chosen. */
export const codeActions: vscode.CodeActionProvider = {
  provideCodeActions(_document, range) {
    if (range.isEmpty) return [];
    return [
      action("Explain with Gemma", "gemma.explain", vscode.CodeActionKind.Empty.append("gemma.explain")),
      action("Refactor with Gemma…", "gemma.refactor", vscode.CodeActionKind.RefactorRewrite.append("gemma")),
    ];
  },
};

function action(title: string, command: string, kind: vscode.CodeActionKind): vscode.CodeAction {
  const entry = new vscode.CodeAction(title, kind);
  entry.command = { title, command };
  return entry;
}
