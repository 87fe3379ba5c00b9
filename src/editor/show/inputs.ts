import * as vscode from "vscode";
import { inertWords } from "../../words/inert.ts";

/** A row of a list. Label, description and detail may hold text of others; an icon stands apart from them. */
export type PlainRow = Pick<vscode.QuickPickItem, "label" | "description" | "detail"> &
  Pick<vscode.QuickPickItem, "kind" | "iconPath" | "buttons" | "alwaysShow">;

/** The rows as VS Code may show them. Everything else of a row is kept. */
export const shownRows = <T extends PlainRow>(rows: readonly T[]): T[] =>
  rows.map((row) => ({
    ...row,
    label: inertWords(row.label),
    ...(row.description !== undefined && { description: inertWords(row.description) }),
    ...(row.detail !== undefined && { detail: inertWords(row.detail) }),
  }));

/** Lets the user pick one of some rows; undefined if cancelled. */
export async function pickRow<T extends PlainRow>(
  rows: readonly T[],
  options: vscode.QuickPickOptions,
): Promise<T | undefined> {
  const shown = shownRows(rows);
  const picked = await vscode.window.showQuickPick(shown, plainOptions(options));
  return picked && rows[shown.indexOf(picked)];
}

/** Asks for a line of text; undefined if cancelled. */
export const askText = (options: vscode.InputBoxOptions): Promise<string | undefined> =>
  Promise.resolve(vscode.window.showInputBox(plainOptions(options)));

/** Says below an input what is wrong with its value; undefined takes it back. */
export const tellProblem = (input: vscode.InputBox, words: string | undefined): void => {
  input.validationMessage = words === undefined ? undefined : inertWords(words);
};

/** The title, prompt and placeholder of options, made inert. */
function plainOptions<T extends { title?: string; prompt?: string; placeHolder?: string }>(options: T): T {
  const { title, prompt, placeHolder } = options;
  return {
    ...options,
    ...(title !== undefined && { title: inertWords(title) }),
    ...(prompt !== undefined && { prompt: inertWords(prompt) }),
    ...(placeHolder !== undefined && { placeHolder: inertWords(placeHolder) }),
  };
}
