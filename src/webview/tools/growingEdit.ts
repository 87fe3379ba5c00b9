import { streamingArguments } from "../../agent/tools/streamingArguments.ts";
import type { DiffRow } from "./diffRows.ts";

/** Rows shown of a change that is being written; its end grows. */
const SHOWN_ROWS = 40;

/** A change being written: the file if known, and its latest lines, without numbers. */
export type GrowingDiff = { path: string; rows: DiffRow[] };

const keys = { path: "path", removed: "oldText", added: "newText", whole: "text" } as const;

/** Reads the arguments of an edit or a new file while they stream. Each text starts with the previous one. */
export class GrowingEdit {
  private readonly reader = streamingArguments(Object.values(keys));
  private readonly values = new Map<string, string>();
  private read = 0;

  /** The change so far; undefined while there is none. */
  update(argumentText: string): GrowingDiff | undefined {
    for (const { path, delta } of this.reader.push(argumentText.slice(this.read))) {
      const key = String(path.at(-1));
      this.values.set(key, (this.values.get(key) ?? "") + delta);
    }
    this.read = argumentText.length;
    const rows = [
      ...this.rowsOf(keys.removed, "removed"),
      ...this.rowsOf(keys.added, "added"),
      ...this.rowsOf(keys.whole, "added"),
    ];
    return rows.length === 0 ? undefined : { path: this.values.get(keys.path) ?? "", rows: rows.slice(-SHOWN_ROWS) };
  }

  private rowsOf(key: string, kind: "added" | "removed"): DiffRow[] {
    const text = this.values.get(key) ?? "";
    return text === ""
      ? []
      : text
          .replace(/\r?\n$/, "")
          .split(/\r?\n/)
          .map((line) => ({ kind, text: line }));
  }
}
