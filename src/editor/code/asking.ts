import * as vscode from "vscode";
import type { Asking, Refused } from "./applyBlock.ts";
import { warn } from "../show/notices.ts";
import { pickRow } from "../show/inputs.ts";

/** Asks the user about what a block leaves open. */
export const asking: Asking = {
  async which(name, paths) {
    const rows = paths.map((label) => ({ label }));
    return (await pickRow(rows, { title: `Which "${name}" is meant?`, placeHolder: "Apply to…" }))?.label;
  },
  async shrink(path, left, of) {
    const words = `Gemma Code: this block has ${left} of the ${of} lines of "${path}" and may be a part of it only. Apply it as the whole file?`;
    const yes = "Apply as Whole File";
    return (await warn(words, yes)) === yes;
  },
};

/** Shows why nothing was applied, with buttons that open the nearest line and ask the model again. */
export async function tellRefusal({ refusal }: Refused, askAgain: (text: string) => Promise<void>): Promise<void> {
  const { words, uri, line, forModel } = refusal;
  const show = uri && line !== undefined ? [`Show Line ${line}`] : [];
  const again = "Ask Again…";
  const ways = forModel === undefined ? show : [...show, again];
  const chosen = await warn(`Gemma Code: ${words}`, ...ways);
  if (chosen === undefined) return;
  if (chosen === again) return askAgain(`${forModel ?? ""}\n`);
  if (!uri || line === undefined) return;
  const at = new vscode.Position(line - 1, 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at), preview: false });
}
