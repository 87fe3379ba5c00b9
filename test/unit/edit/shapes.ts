import assert from "node:assert/strict";
import { applyEdit, applyPatch, parseEdits } from "../../../src/edit/index.ts";

/** Lines with their breaks. */
export const text = (...lines: string[]): string => lines.map((line) => `${line}\n`).join("");

/** What a table says of a case that must change nothing: no edit is read, or the engine refuses it. */
export const refused = null;

/** The files after all edits of a reply, those that changed alone; `refused` if there is no edit or one has no place. */
export function afterReply(files: Record<string, string>, reply: string): Record<string, string> | typeof refused {
  const parsed = parseEdits(reply, { knownPaths: Object.keys(files) });
  if (parsed.length === 0) return refused;
  const changed: Record<string, string> = {};
  for (const { path, edit } of parsed) {
    if (path === undefined) return refused;
    const result = applyEdit(changed[path] ?? files[path] ?? "", edit);
    if (!result.ok) return refused;
    changed[path] = result.text;
  }
  return changed;
}

/** A file after a diff that is given as an edit of that file. */
export function afterDiff(doc: string, diff: string): string | typeof refused {
  const result = applyEdit(doc, { kind: "diff", text: diff });
  return result.ok ? result.text : refused;
}

/** A file after a patch of the V4A format. */
export function afterPatch(doc: string, ...lines: string[]): string | typeof refused {
  const patch = ["*** Begin Patch", "*** Update File: a.txt", ...lines, "*** End Patch"].join("\n");
  const result = applyPatch(new Map([["a.txt", doc]]), patch);
  return result.ok ? (result.files.get("a.txt") ?? refused) : refused;
}

/** A diff means the same as an edit, in a fence below its file's name, and in a list. */
export function checkDiff(doc: string, diff: string, expected: string | typeof refused): void {
  assert.equal(afterDiff(doc, diff), expected, "as an edit");
  const inReply = (reply: string): string | typeof refused => afterReply({ "a.txt": doc }, reply)?.["a.txt"] ?? refused;
  assert.equal(inReply(`Change \`a.txt\`:\n\n\`\`\`diff\n${diff}\`\`\`\n\nThat is all.\n`), expected, "in a fence");
  const item = `a.txt\n\`\`\`diff\n${diff}\`\`\``.replace(/^(?=.)/gm, "   ");
  assert.equal(inReply(`1. So:\n\n${item}\n\n2. Done.\n`), expected, "in a list");
}

/** A V4A patch means the same given as an edit, in prose, in a fence and in a list. */
export function checkPatch(doc: string, patch: string, expected: string | typeof refused): void {
  const result = applyEdit(doc, { kind: "patch", text: patch });
  assert.equal(result.ok ? result.text : refused, expected, "as an edit");
  const item = patch.replace(/^(?=.)/gm, "   ");
  for (const reply of [
    `So:\n\n${patch}\n\nDone.\n`,
    `So:\n\n\`\`\`\n${patch}\n\`\`\`\n`,
    `1. So:\n\n${item}\n\n2. Done.\n`,
  ])
    assert.equal(afterReply({ "a.txt": doc }, reply)?.["a.txt"] ?? refused, expected, reply);
}

export const server = text(
  "server {",
  "  listen 80;",
  "  timeout 5;",
  "}",
  "admin {",
  "  listen 81;",
  "  timeout 9;",
  "}",
);
export const branches = text("if a:", "    log()", "if b:", "    log()");
export const named = (...lines: string[]): string => text("--- a/a.txt", "+++ b/a.txt", ...lines);

/** [name, file, diff, the file after it] */
export type DiffRow = [name: string, doc: string, diff: string, expected: string | typeof refused];

export const checkDiffs = (rows: readonly DiffRow[]): void => {
  for (const [name, doc, diff, expected] of rows)
    it(`${expected === refused ? "refuses" : "applies"} ${name}`, () => {
      checkDiff(doc, diff, expected);
    });
};
