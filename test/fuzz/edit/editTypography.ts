import assert from "node:assert/strict";
import { applyEdit } from "../../../src/edit/index.ts";
import { splicesAgree, type Property } from "./editCases.ts";
import { document, looseMatches, print, random, type Line, type Random } from "./editRandom.ts";

/** Puts typeset characters for all plain ones, as a word processor would. */
const typeset = (text: string): string =>
  text
    .replace(/"([^"]*)"/g, "“$1”")
    .replace(/'([^']*)'/g, "‘$1’")
    .replace(/'/g, "’")
    .replace(/ - /g, " – ");
/** The reverse, for the characters that the documents hold. */
const plain = (text: string): string =>
  text
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[–—]/g, "-")
    .replace(/\u00a0/g, " ");

const count = (text: string, part: string): number => text.split(part).length - 1;

/** One word of a line becomes another one, and a line may be added: in the model's typography, not the file's. */
const reworded = (r: Random, line: string): [string, string] | undefined => {
  const words = (line.match(/[a-z]{3,}/g) ?? []).filter((word) => count(line, word) === 1);
  return words.length === 0 ? undefined : [r.pick(words), `word${r.int(1e6)}`];
};

/** An edit that is written in another typography than the file changes what it says, and not the typography. */
export const typographies: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 1 + r.int(12));
  const lines = doc.lines.map((line) => line.indent + line.text);
  const at = r.int(lines.length);
  const line = lines[at] ?? "";
  const change = reworded(r, line);
  if (!change || looseMatches(lines, [line]) !== 1) return false;
  // Plain lines are written typeset, and typeset ones plain.
  const write = /[^\x00-\x7f]/.test(line) ? plain : typeset;
  const searched = write(line);
  if (searched === line || /\p{M}/u.test(line)) return false;
  const becomes = line.replace(change[0], change[1]);
  const added =
    r.chance(50) && write === typeset ? `${doc.lines[at]?.indent ?? ""}say("${change[1]}", 'x - y');` : undefined;
  const rows = [becomes, ...(added === undefined ? [] : [added])];
  const edit = { oldText: `${searched}\n`, newText: rows.map((row) => `${write(row)}\n`).join("") };
  const original = print(doc);
  const result = applyEdit(original, { kind: "replace", edits: [edit] });
  const told = `seed ${seed} ${JSON.stringify({ original, edit, result })}`;
  assert.ok(result.ok, told);
  const fresh = rows.map((text): Line => ({ indent: "", text, trail: "", eol: "\n" }));
  const expected = print({ ...doc, lines: [...doc.lines.slice(0, at), ...fresh, ...doc.lines.slice(at + 1)] });
  assert.equal(result.text.replaceAll("\r\n", "\n"), expected.replaceAll("\r\n", "\n"), told);
  splicesAgree(original, result, told);
  return true;
};
