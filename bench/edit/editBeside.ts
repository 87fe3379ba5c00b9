import { applyPatch as applyDiff, diffLines } from "diff";
import DiffMatchPatch from "diff-match-patch";
import fastDiff from "fast-diff";
import { applyEdit } from "../../src/edit/index.ts";
import { lineDiff } from "../../src/edit/diff/lineDiff.ts";
import { median, row, type Row, spread } from "../row.ts";

type Work = { name: string; note?: string; run: () => unknown };

/** Alternates the works, so that load on the machine affects all equally. */
export function timedBeside(works: readonly Work[], samples: number): Row[] {
  const times = works.map((): number[] => []);
  for (let at = 0; at < samples + 1; at++) {
    works.forEach(({ run }, which) => {
      const start = performance.now();
      run();
      if (at > 0) times[which]?.push(performance.now() - start);
    });
  }
  return works.map(({ name, note }, at) => {
    const values = times[at] ?? [];
    return row(name, median(values), "ms", note ? `${note}; ${spread(values)}` : spread(values));
  });
}

/**
 * The engine compared with packages that do the same: apply a diff, find moved text, compare two versions of a file.
 */
export function besideRows(lines: readonly string[]): Row[] {
  const text = `${lines.join("\n")}\n`;
  const at = Math.floor(lines.length * 0.7) + 2;
  const line = lines[at] ?? "";
  const after = text.replace(`${line}\n`, `${line} // changed\n`);
  return [...appliedDiff(lines, at, text, after), ...foundText(lines, at, text, after), ...compared(text, after)];
}

function appliedDiff(lines: readonly string[], at: number, text: string, after: string): Row[] {
  const context = (from: number, to: number): string[] => lines.slice(from, to).map((line) => ` ${line}`);
  const line = lines[at] ?? "";
  const body = [...context(at - 3, at), `-${line}`, `+${line} // changed`, ...context(at + 1, at + 4)].join("\n");
  const patch = `--- a/a.ts\n+++ b/a.ts\n@@ -${at - 2},7 +${at - 2},7 @@\n${body}\n`;
  const ours = applyEdit(text, { kind: "diff", text: patch });
  if (!ours.ok || ours.text !== after || applyDiff(text, patch) !== after) throw new Error("edit.diff10k fails.");
  return timedBeside(
    [
      { name: "edit.diff10k.ms", run: () => applyEdit(text, { kind: "diff", text: patch }) },
      { name: "edit.diff10k.package.ms", note: "npm diff", run: () => applyDiff(text, patch) },
    ],
    25,
  );
}

/** Searches for 20 lines without a hint of their place. */
function foundText(lines: readonly string[], at: number, text: string, after: string): Row[] {
  const from = lines.slice(at - 10, at + 10).join("\n");
  const to = from.replace(lines[at] ?? "", `${lines[at] ?? ""} // changed`);
  const edit = { kind: "replace" as const, edits: [{ oldText: from, newText: to }] };
  const ours = applyEdit(text, edit);
  if (!ours.ok || ours.text !== after) throw new Error("edit.find10k fails.");
  const matcher = new DiffMatchPatch();
  matcher.Match_Distance = text.length;
  const patches = matcher.patch_make(from, to);
  const [found] = matcher.patch_apply(patches, text);
  const told = found === after ? "lands in the same place" : "lands elsewhere or not at all";
  return timedBeside(
    [
      { name: "edit.find10k.ms", run: () => applyEdit(text, edit) },
      {
        name: "edit.find10k.dmp.ms",
        note: `npm diff-match-patch, which ${told}`,
        run: () => matcher.patch_apply(patches, text),
      },
    ],
    9,
  );
}

function compared(text: string, after: string): Row[] {
  const matcher = new DiffMatchPatch();
  return timedBeside(
    [
      { name: "edit.compare10k.ms", run: () => lineDiff(text.split("\n"), after.split("\n")) },
      { name: "edit.compare10k.package.ms", note: "npm diff, lines", run: () => diffLines(text, after) },
      { name: "edit.compare10k.fastDiff.ms", note: "npm fast-diff, characters", run: () => fastDiff(text, after) },
      {
        name: "edit.compare10k.dmp.ms",
        note: "npm diff-match-patch, characters",
        run: () => matcher.diff_main(text, after),
      },
    ],
    9,
  );
}
