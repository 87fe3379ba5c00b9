import * as vscode from "vscode";
import { sourceWords } from "../../../agent/ports/foreign.ts";
import { type DeclaredTool, MOST_FOREIGN } from "../../../agent/tools/foreign/declaredTools.ts";
import { inertWords } from "../../../words/inert.ts";
import { shownRows } from "../../show/inputs.ts";
import { inform } from "../../show/notices.ts";
import type { ChosenTools } from "./chosenTools.ts";
import { choiceOf, type ToolRow, toolRows } from "./toolRows.ts";

type Item = vscode.QuickPickItem & { row?: ToolRow };

/** Lets the user choose the tools of a chat, with what each costs. `tokens`: of so many characters. */
export async function pickTools(
  chosen: ChosenTools,
  chat: string,
  tokens: (characters: number) => number,
): Promise<void> {
  const rows = toolRows(chosen, chat);
  const picker = vscode.window.createQuickPick<Item>();
  picker.canSelectMany = true;
  picker.matchOnDetail = true;
  picker.placeholder = "Tools that Gemma may ask to use. Each call of a tool of others asks you.";
  picker.items = shownRows(itemsOf(rows, tokens));
  picker.selectedItems = picker.items.filter(({ row }) => row?.isOn);
  const picked = (): ToolRow[] => picker.selectedItems.flatMap(({ row }) => row ?? []);
  const tellCost = (): void => {
    const cost = tokens(picked().reduce((sum, { size }) => sum + size, 0));
    picker.title = inertWords(`Tools of this chat: about ${cost.toLocaleString("en")} tokens in each request`);
  };
  tellCost();
  picker.onDidChangeSelection(tellCost);
  const accepted = await new Promise<ToolRow[] | undefined>((resolve) => {
    picker.onDidAccept(() => {
      resolve(picked());
      picker.hide();
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
  if (!accepted) return;
  await chosen.choose(chat, choiceOf(chosen, accepted));
  const others = accepted.filter(({ which }) => which.type === "foreign").length;
  if (others > MOST_FOREIGN)
    await inform(`Only ${MOST_FOREIGN} tools of others fit into a chat; the first ${MOST_FOREIGN} are on.`);
}

function itemsOf(rows: readonly ToolRow[], tokens: (characters: number) => number): Item[] {
  return rows.flatMap((row, at): Item[] => {
    const { label, detail, group, size } = row;
    // Separators go while the user filters, so each row names the provider too.
    const provider = row.which.type === "own" ? "" : `${group}, `;
    const item = { label, description: `${provider}${tokens(size)} tokens`, detail, row };
    if (rows[at - 1]?.group === group) return [item];
    return [{ label: group, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}

/** Tells which chosen tools have gone. They stay declared, so that the model is told when it calls one. */
export function tellMissing(missing: readonly DeclaredTool[]): void {
  if (missing.length === 0) return;
  const names = missing.map(({ tool, source }) => `${tool} of ${sourceWords(source)}`);
  const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  void inform(`Not there now: ${shown}. Start its server or extension again, or turn it off by "Choose Tools…".`);
}
