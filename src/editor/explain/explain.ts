import * as vscode from "vscode";
import type { Question } from "../../chat/session.ts";
import { explainPrompt } from "../../prompts/explain.ts";
import { chipOf, excerptOf } from "../chat/chips.ts";

/** The question that explains the selection, or what encloses the cursor; undefined when no editor is open. */
export async function explainQuestion(): Promise<Question | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage("Open a file and select the code to explain.");
    return undefined;
  }
  const range = editor.selection.isEmpty ? await symbolAt(editor) : editor.selection;
  const chip = chipOf(editor.document, range);
  const code = await excerptOf(chip, new AbortController().signal);
  return code && { text: `Explain ${chip.label}`, prompt: explainPrompt(code), chips: [chip], mode: "ask" };
}

/** The innermost symbol around the cursor that spans several lines, else the cursor's line. */
async function symbolAt(editor: vscode.TextEditor): Promise<vscode.Range> {
  const { document, selection } = editor;
  const symbols = await vscode.commands.executeCommand<
    (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >("vscode.executeDocumentSymbolProvider", document.uri);
  let found: vscode.Range | undefined;
  let level = (symbols ?? []).filter((symbol) => "children" in symbol);
  while (level.length > 0) {
    const inside = level.find((symbol) => symbol.range.contains(selection.active) && !symbol.range.isSingleLine);
    if (!inside) break;
    found = inside.range;
    level = inside.children;
  }
  return found ?? document.lineAt(selection.active.line).range;
}
