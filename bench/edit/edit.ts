import { applyEdit, type Edit } from "../../src/edit/index.ts";
import { streamingDiff } from "../../src/edit/diff/streamingDiff.ts";
import { besideRows, timedBeside } from "./editBeside.ts";
import { median, row, spread, type Row } from "../row.ts";

const samples = 25;

/** Median milliseconds of a call, after three calls to warm up. */
function time(run: () => unknown): number[] {
  const values: number[] = [];
  for (let i = 0; i < samples + 3; i++) {
    const start = performance.now();
    run();
    if (i >= 3) values.push(performance.now() - start);
  }
  return values;
}

/** A file of `count` lines of code: indented, with repeated brackets and empty lines. */
function file(count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    if (i % 7 === 0) return "";
    return i % 11 === 0 ? "    }" : `    const value${i} = compute(${i % 97}, "item ${i}");`;
  });
}

/**
 * Finds and replaces 20 lines in files of 100, 10,000 and 100,000: unchanged, with other indentation and trailing white
 * space, and with one wrong letter (refused, with the nearest place). Other packages do the same work for comparison.
 * Also a streaming diff, per token of 4 characters.
 */
export async function editRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, count] of [
    ["apply.small", 100],
    ["apply.10k", 10_000],
    ["locate100k", 100_000],
  ] as const) {
    const lines = file(count);
    const text = lines.join("\n") + "\n";
    const from = Math.floor(count * 0.7) + 1;
    const found = lines.slice(from, from + 20);
    const edit = (search: readonly string[]): Edit => {
      const changed = [...search];
      changed[10] = `${changed[10] ?? ""} // changed`;
      return { kind: "replace", edits: [{ oldText: search.join("\n") + "\n", newText: changed.join("\n") + "\n" }] };
    };
    const measure = (suffix: string, request: Edit, ok: boolean): void => {
      if (applyEdit(text, request).ok !== ok) throw new Error(`edit.${name}.${suffix} does not do what it measures.`);
      const values = time(() => applyEdit(text, request));
      rows.push(row(`edit.${name}.${suffix}.ms`, median(values), "ms", spread(values)));
    };
    measure("exact", edit(found), true);
    measure("drift", edit(found.map((line) => `${line.slice(4)} `)), true);
    measure("refused", edit(found.map((line, i) => (i === 5 ? line.replace("const", "Const") : line))), false);
  }
  return [...rows, ...repetitiveRows(), ...besideRows(file(10_000)), streamRow()];
}

/**
 * Repetitive text: replaces 20,000 places in one line; refuses 200 of 100,000 equal lines followed by another; and a
 * hunk there with a line that is not in the file. Floors: the language's own replaceAll, and splitting the text into
 * lines.
 */
function repetitiveRows(): Row[] {
  const line = "foo, bar ".repeat(20_000);
  const equal = "    equal();\n".repeat(100_000);
  const everywhere = { oldText: "foo", newText: "qux", replaceAll: true };
  const nowhere = { oldText: "    equal();\n".repeat(200) + "other();\n", newText: "" };
  const replaced = applyEdit(line, { kind: "replace", edits: [everywhere] });
  const refused = applyEdit(equal, { kind: "replace", edits: [nowhere] });
  if (!replaced.ok || replaced.text !== line.replaceAll("foo", "qux"))
    throw new Error("edit.replaceAll.longLine fails.");
  if (refused.ok) throw new Error("edit.refused.repetitive is not refused.");
  const hunk = "@@ -1,3 +1,3 @@\n     equal();\n-    other();\n     equal();\n";
  if (applyEdit(equal, { kind: "diff", text: hunk }).ok) throw new Error("edit.refused.hunk is not refused.");
  return timedBeside(
    [
      { name: "edit.replaceAll.longLine.ms", run: () => applyEdit(line, { kind: "replace", edits: [everywhere] }) },
      { name: "floor.edit.replaceAll.longLine.ms", run: () => line.replaceAll("foo", "qux") },
      { name: "edit.refused.repetitive.ms", run: () => applyEdit(equal, { kind: "replace", edits: [nowhere] }) },
      { name: "edit.refused.hunk.ms", run: () => applyEdit(equal, { kind: "diff", text: hunk }) },
      { name: "floor.edit.refused.repetitive.ms", run: () => equal.split("\n") },
    ],
    samples,
  );
}

/** A region of 1,000 lines rewritten with every tenth line changed, pushed in tokens of 4 characters. */
function streamRow(): Row {
  const lines = file(1000);
  const before = lines.join("\n");
  const after = lines.map((line, i) => (i % 10 === 3 ? `${line} // changed` : line)).join("\n");
  const tokens = after.match(/[^]{1,4}/g) ?? [];
  const values = time(() => {
    const diff = streamingDiff(before);
    for (const token of tokens) diff.push(token);
    diff.finish();
  });
  const perToken = values.map((ms) => (ms * 1000) / tokens.length);
  return row("edit.stream.token.us", median(perToken), "µs", `${tokens.length} tokens; ${spread(perToken)}`);
}
