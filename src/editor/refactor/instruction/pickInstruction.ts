import * as vscode from "vscode";
import { meant } from "./meant.ts";
import { shownRows } from "../../show/inputs.ts";

const HISTORY = "gemma.refactor.history";
const KEPT = 20;

/** Asks for an instruction and offers earlier ones; undefined if cancelled. */
export async function pickInstruction(memory: vscode.Memento): Promise<string | undefined> {
  const earlier = memory.get<string[]>(HISTORY, []);
  const instruction = await ask(earlier);
  if (instruction) {
    const kept = [instruction, ...earlier.filter((each) => each !== instruction)].slice(0, KEPT);
    await memory.update(HISTORY, kept);
  }
  return instruction;
}

type Row = vscode.QuickPickItem & { instruction: string };

/** A list that also takes any typed text. */
function ask(earlier: readonly string[]): Promise<string | undefined> {
  const input = vscode.window.createQuickPick<Row>();
  input.placeholder = "What should Gemma do with this code?";
  const offer = () => {
    const typed = input.value.trim();
    const rows = earlier.map((instruction) => ({
      label: instruction,
      instruction,
      iconPath: new vscode.ThemeIcon("history"),
    }));
    input.items = shownRows(typed && !earlier.includes(typed) ? [{ label: typed, instruction: typed }, ...rows] : rows);
  };
  offer();
  return new Promise((resolve) => {
    input.onDidChangeValue(offer);
    input.onDidAccept(() => {
      resolve(meant(input.value.trim(), input.activeItems[0]?.instruction, earlier));
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}
