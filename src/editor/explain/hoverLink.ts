import * as vscode from "vscode";
import { markdownWith } from "../show/markdown.ts";

/** Adds "Explain with Gemma" to the hover of every name, if the setting is on. No model is asked. */
export function offerInHovers(): vscode.Disposable {
  let registered: vscode.Disposable | undefined;
  const follow = (): void => {
    const config = vscode.workspace.getConfiguration("gemma");
    const wanted = config.get("explain.inHovers", false);
    if (wanted === (registered !== undefined)) return;
    registered?.dispose();
    registered = wanted ? vscode.languages.registerHoverProvider({ pattern: "**" }, { provideHover }) : undefined;
  };
  follow();
  const listening = vscode.workspace.onDidChangeConfiguration(
    (event) => event.affectsConfiguration("gemma.explain.inHovers") && follow(),
  );
  return new vscode.Disposable(() => {
    listening.dispose();
    registered?.dispose();
  });
}

/** Passes the cursor's place, so that the code around the hovered name is explained. */
function provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  const word = document.getWordRangeAtPosition(position);
  if (!word || !/^[\p{L}_$]/u.test(document.getText(word))) return undefined;
  const { line, character } = word.start;
  const place = { uri: document.uri.toString(), range: [line, character, line, character] };
  const argument = encodeURIComponent(JSON.stringify([place]));
  const text = markdownWith(`[Explain with Gemma](command:gemma.explain?${argument})`, ["gemma.explain"]);
  return new vscode.Hover(text, word);
}
