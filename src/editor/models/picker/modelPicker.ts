import * as vscode from "vscode";
import { shownRows } from "../../show/inputs.ts";
import { type ModelRow, modelRows, type Picked, type RowFacts } from "./modelRows.ts";

type Row = vscode.QuickPickItem & { choice?: Picked; showsAll?: true };

export type PickerFacts = Pick<RowFacts, "offers" | "current"> & {
  title: string;
  /** Reports what it finds; ends with the last result, or when `signal` fires. */
  load(found: (more: Partial<Pick<RowFacts, "servers" | "hosted">>) => void, signal: AbortSignal): Promise<void>;
};

/**
 * One list of all models: known ones at once, others as servers and providers answer. Only Gemmas at first, all others
 * on request. Undefined if cancelled.
 */
export function pickModel({ load, title, ...known }: PickerFacts): Promise<Picked | undefined> {
  const picker = vscode.window.createQuickPick<Row>();
  const end = new AbortController();
  let facts: RowFacts = { ...known, servers: [], hosted: [], showAll: false, now: Date.now() };
  picker.title = title;
  picker.placeholder = "Provider · context · price in / out · what it can do";
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;
  picker.keepScrollPosition = true;
  picker.busy = true;
  const paint = (more: Partial<RowFacts>): void => {
    if (end.signal.aborted) return;
    facts = { ...facts, ...more };
    const active = keyOf(picker.activeItems[0]);
    picker.items = shownRows(rowsOf(facts));
    const again = picker.items.find((row) => keyOf(row) === active);
    if (active !== undefined && again) picker.activeItems = [again];
  };
  paint({});
  void load(paint, end.signal).finally(() => !end.signal.aborted && (picker.busy = false));
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [row] = picker.activeItems;
      if (row?.showsAll) return paint({ showAll: true });
      resolve(row?.choice);
      picker.hide();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      end.abort();
      picker.dispose();
    });
    picker.show();
  });
}

const keyOf = (row: Row | undefined): string | undefined => row?.choice && JSON.stringify(row.choice);

const separator = (label: string): Row => ({ label, kind: vscode.QuickPickItemKind.Separator });

function rowsOf(facts: RowFacts): Row[] {
  const { rows, hidden } = modelRows(facts);
  const all: Row[] =
    hidden > 0
      ? [
          {
            label: `Show all models (${hidden} more)…`,
            iconPath: new vscode.ThemeIcon("list-unordered"),
            showsAll: true,
            alwaysShow: true,
          },
        ]
      : [];
  const setUp: Row = {
    label: "Set up another model or server…",
    iconPath: new vscode.ThemeIcon("plus"),
    choice: { type: "set-up" },
    alwaysShow: true,
  };
  return [...rows.map(shown), separator("More"), ...all, setUp];
}

function shown(row: ModelRow): Row {
  if (row.type === "group") return separator(row.label);
  const { label, description, detail, isCurrent, choice } = row;
  const icon = isCurrent ? "check" : row.icon;
  return {
    label,
    ...(icon !== undefined && { iconPath: new vscode.ThemeIcon(icon) }),
    description,
    ...(detail !== undefined && { detail }),
    choice,
  };
}
