import assert from "node:assert/strict";
import { applyEdit, type EditResult } from "../../../src/edit/index.ts";
import {
  document,
  essence,
  looseMatches,
  print,
  random,
  retypeset,
  type Doc,
  type Line,
  type Random,
} from "./editRandom.ts";

/**
 * The properties of the edit engine, each a function of one number. `true`: the case said something; `false`: the
 * random case did not fit the property. A broken property throws.
 */
export type Property = (seed: number) => boolean;

/** Lines of a replacement: one kept from the document, or a new one at a depth of the place. */
type Piece = { kept: Line } | { depth: number; text: string };

/** Picks a run of lines and what shall become of it; kept lines stay in order. */
function planEdit(r: Random, doc: Doc): { from: number; to: number; pieces: Piece[] } {
  const from = r.int(doc.lines.length);
  const to = Math.min(doc.lines.length, from + 1 + r.int(6));
  const base = Math.min(...doc.lines.slice(from, to).map((l) => (l.text === "" ? 99 : depthOf(doc, l))));
  const pieces: Piece[] = [];
  const add = (): void => {
    pieces.push({ depth: base === 99 ? 0 : base + r.int(3), text: r.chance(10) ? "" : `added_${r.int(1e6)}();` });
  };
  for (const line of doc.lines.slice(from, to)) {
    if (r.chance(25)) add();
    if (r.chance(60)) pieces.push({ kept: line });
  }
  if (r.chance(30) || pieces.every((piece) => "kept" in piece)) add();
  return { from, to, pieces };
}

const depthOf = (doc: Doc, line: Line): number => line.indent.length / doc.unit.length;

/** The lines of a document with a run of them replaced. New lines break as the engine promises: as their place does. */
function expectedText(doc: Doc, from: number, to: number, pieces: readonly Piece[]): string {
  const newline = uniformEol(doc);
  const middle = pieces.map((piece): Line =>
    "kept" in piece
      ? piece.kept
      : { indent: piece.text === "" ? "" : doc.unit.repeat(piece.depth), text: piece.text, trail: "", eol: newline },
  );
  return print({ ...doc, lines: [...doc.lines.slice(0, from), ...middle, ...doc.lines.slice(to)] });
}

const uniformEol = (doc: Doc): string => doc.lines[0]?.eol ?? "\n";
const isMixed = (doc: Doc): boolean => new Set(doc.lines.map(({ eol }) => eol)).size > 1;

/** How a model may write lines differently and still mean the same. */
type Drift = {
  indent: (indent: string) => string;
  trail: (r: Random, trail: string) => string;
  text: (text: string) => string;
};

function drift(r: Random, doc: Doc, run: readonly Line[]): Drift {
  const depths = run.filter(({ text }) => text !== "").map((line) => depthOf(doc, line));
  const least = depths.length > 0 ? Math.min(...depths) : 0;
  const own = (indent: string): string => indent;
  const choices: ((indent: string) => string)[] = [own, own];
  // Written flush left, too deep, or in the other kind of white space.
  if (least > 0) choices.push((indent) => indent.slice(doc.unit.length * least));
  choices.push((indent) => doc.unit + indent);
  // Text without any indentation does not show which kind it would have.
  if (depths.every((depth) => depth === 0)) choices.length = 2;
  else if (doc.unit === "\t") choices.push((indent) => indent.replaceAll("\t", "    "));
  else choices.push((indent) => indent.replaceAll(doc.unit, "\t"));
  const indent = r.pick(choices);
  const style = r.int(3);
  const trail = (rr: Random, was: string): string => (style === 0 ? was : style === 1 ? "" : rr.pick(["", " ", "  "]));
  const typeset = r.chance(40);
  return { indent, trail, text: (text) => (typeset ? retypeset(r, text) : text) };
}

/** True edits with allowed drift apply exactly, or are refused where the drift makes two places equal. */
export const trueEdits: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 1 + r.int(30));
  const original = print(doc);
  const { from, to, pieces } = planEdit(r, doc);
  const run = doc.lines.slice(from, to);
  if (run.every(({ text }) => text === "")) return false;
  const d = drift(r, doc, run);
  // A single line written flush left does not tell how deep the lines after it are.
  const filled = run.filter(({ text }) => text !== "");
  const [only] = filled;
  if (only && filled.length === 1 && d.indent(only.indent) === "")
    for (const piece of pieces) if (!("kept" in piece)) piece.depth = depthOf(doc, only);
  const added = pieces.flatMap((piece) => ("kept" in piece || piece.text === "" ? [] : [piece]));
  // As many new lines as old ones, each as deep as the file's own though the search is written elsewhere: see below.
  if (added.length === filled.length && pieces.every((piece) => !("kept" in piece) || piece.kept.text === ""))
    return false;
  const written = new Map(
    run.map((line) => [line, d.indent(line.indent) + d.text(line.text) + d.trail(r, line.trail)]),
  );
  const blankFree = (line: Line): string =>
    line.text === "" ? (written.get(line) ?? "").trim() : (written.get(line) ?? "");
  const search = run.map(blankFree);
  const replace = pieces.map((piece) =>
    "kept" in piece
      ? blankFree(piece.kept)
      : piece.text === ""
        ? ""
        : d.indent(doc.unit.repeat(piece.depth)) + piece.text,
  );
  const eol = r.chance(80) ? "\n" : "\r\n";
  const whole = r.chance(70) || pieces.length === 0 || to === doc.lines.length || run.at(-1)?.text === "";
  const join = (lines: string[]): string => (lines.length === 0 ? "" : lines.join(eol) + (whole ? eol : ""));
  const oldText = join(search);
  // Text without a final break is a piece of text: it may stand inside other lines.
  // The end of the file stands for the last line's break.
  const whereFlat = original.replaceAll("\r\n", "\n") + (whole && !original.endsWith("\n") ? "\n" : "");
  const flatText = oldText.replaceAll("\r\n", "\n").trimStart();
  const flat = 1 + whereFlat.split("").filter((_, i) => flatText !== "" && whereFlat.startsWith(flatText, i)).length;
  if (!whole && (/[ \t]$/.test(oldText) || flat > 2 || (flat !== 2 && run.length === 1))) return false;
  const newText = join(replace);
  const result = applyEdit(original, { kind: "replace", edits: [{ oldText, newText }] });
  const matches = looseMatches(
    doc.lines.map((l) => l.indent + l.text),
    search,
  );
  const distinct = new Set(run.map((line) => essence(line.text))).size === run.length;
  const told = `seed ${seed}\noriginal ${JSON.stringify(original)}\nold ${JSON.stringify(oldText)}\nnew ${JSON.stringify(newText)}\nresult ${JSON.stringify(result)}`;
  splicesAgree(original, result, told);
  if (!result.ok) {
    if (matches > 1 || result.error.kind === "already-applied" || result.error.kind === "no-change") return true;
    // A line's text may occur inside other lines, at their ends also with its break.
    if (result.error.kind === "ambiguous" && flat > 2) return true;
    if (!whole && run.length === 1 && original.split(oldText).length !== 2) return true;
    assert.fail(`refused: ${told}`);
  }
  // Written otherwise, the search may be another place's very text.
  const drifted = search.some(
    (line, i) => line !== (run[i]?.indent ?? "") + (run[i]?.text ?? "") + (run[i]?.trail ?? ""),
  );
  if (matches > 1 && drifted) return true;
  const expected = expectedText(doc, from, to, pieces);
  if (isMixed(doc)) assert.equal(loose(result.text), loose(expected), told);
  else if (distinct && !nearSame(pieces)) {
    if (whole || to === doc.lines.length) assert.equal(result.text, expected, told);
    else assert.equal(stripTrail(result.text), stripTrail(expected), told);
  } else assert.equal(loose(result.text), loose(expected), told);
  untouched(doc, from, to, result.text, told);
  return true;
};

const nearSame = (pieces: readonly Piece[]): boolean => pieces.some((piece) => !("kept" in piece) && piece.text === "");
const loose = (text: string): string => stripTrail(text.replaceAll("\r\n", "\n"));
const stripTrail = (text: string): string => text.replace(/[ \t]+(?=\r?\n|$)/g, "");

/** What stands before and after the run is there byte for byte. */
function untouched(doc: Doc, from: number, to: number, text: string, told: string): void {
  const before = print({ ...doc, lines: doc.lines.slice(0, from), ended: true });
  const after = to < doc.lines.length ? print({ ...doc, bom: false, lines: doc.lines.slice(to) }) : "";
  assert.ok(text.startsWith(before), `before: ${told}`);
  assert.ok(text.endsWith(after), `after: ${told}`);
}

/** The splices of an answer give its text, and taken back they give the original. */
export function splicesAgree(original: string, result: EditResult, told: string): void {
  if (!result.ok) return;
  let text = original;
  for (const { start, end, text: added } of [...result.edits].reverse())
    text = text.slice(0, start) + added + text.slice(end);
  assert.equal(text, result.text, `splices: ${told}`);
  let shift = 0;
  let back = result.text;
  const inverse = result.edits.map(({ start, end, text: added }) => {
    const at = start + shift;
    shift += added.length - (end - start);
    return { start: at, end: at + added.length, text: original.slice(start, end) };
  });
  for (const { start, end, text: old } of inverse.reverse()) back = back.slice(0, start) + old + back.slice(end);
  assert.equal(back, original, `inverse: ${told}`);
}

/** A search that differs in anything but the allowed is refused, and the refusal shows a place where one is near. */
export const nearMisses: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 3 + r.int(25));
  const original = print(doc);
  const from = r.int(doc.lines.length);
  const to = Math.min(doc.lines.length, from + 1 + r.int(6));
  const search = doc.lines.slice(from, to).map((line) => line.indent + line.text);
  const at = r.int(search.length);
  const line = search[at] ?? "";
  const letters = [...line.matchAll(/[A-Za-z0-9(){};=>]/g)].map((m) => m.index);
  switch (r.int(7)) {
    case 0: {
      if (letters.length === 0) return false;
      const i = r.pick(letters);
      search[at] = line.slice(0, i) + r.pick(["x", "7", "#", "Z"]) + line.slice(i + 1);
      break;
    }
    case 1:
      search[at] = r.chance(50) ? line.toUpperCase() : line.toLowerCase();
      break;
    case 2: {
      const gap = line.trim().indexOf(" ");
      if (gap < 0) return false;
      search[at] = line.replace(/(\S) +(\S)/, r.pick(["$1  $2", "$1$2", "$1\t$2", "$1   $2"]));
      break;
    }
    case 3:
      search.splice(at, 1);
      break;
    case 4:
      search.splice(at, 0, r.pick(["", "inserted();", "}"]));
      break;
    case 5: {
      const other = r.int(search.length);
      [search[at], search[other]] = [search[other] ?? "", line];
      break;
    }
    default: {
      if (letters.length === 0) return false;
      const i = r.pick(letters);
      search[at] = line.slice(0, i) + line.slice(i + 1);
    }
  }
  const fileLines = doc.lines.map((l) => l.indent + l.text + l.trail);
  if (search.length === 0 || search.every((l) => l.trim() === "") || looseMatches(fileLines, search) > 0) return false;
  const oldText = search.join("\n") + "\n";
  if (
    search
      .join("\n")
      .split("\n")
      .some((l) => /^\s*(?:\.{3}|…)\s*$/.test(l))
  )
    return false;
  const flat = fileLines.join("\n") + "\n";
  if (flat.includes(oldText) && search.length > 1) return false;
  const newText = `replaced_${r.int(1e6)}();\n`;
  const result = applyEdit(original, { kind: "replace", edits: [{ oldText, newText }] });
  assert.ok(!result.ok, `seed ${seed}: applied a near miss\n${JSON.stringify(original)}\n${JSON.stringify(oldText)}`);
  assert.equal(result.error.kind, "not-found", `seed ${seed}: ${result.error.message}`);
  return true;
};

/** Lines of one depth in the file and of several in the search (or the reverse) are differently nested: refused. */
export const brokenIndents: Property = (seed) => {
  const r = random(seed);
  const doc = document(r, 3 + r.int(25));
  const from = r.int(doc.lines.length - 1);
  const to = Math.min(doc.lines.length, from + 2 + r.int(5));
  const run = doc.lines.slice(from, to);
  const filled = run.filter(({ text }) => text !== "");
  const target = filled[1 + r.int(Math.max(1, filled.length - 1))];
  const mate = filled.find((line) => line !== target && line.indent === target?.indent);
  if (!target || !mate) return false;
  const search = run.map(
    (line) => (line === target ? line.indent + r.pick([" ", "\t", "    "]) : line.indent) + line.text,
  );
  const fileLines = doc.lines.map((l) => l.indent + l.text);
  if (looseMatches(fileLines, search) !== 1) return false;
  const edits = [{ oldText: search.join("\n") + "\n", newText: "x();\n" }];
  const result = applyEdit(print(doc), { kind: "replace", edits });
  assert.ok(
    !result.ok,
    `seed ${seed}: applied in another nesting\n${JSON.stringify(print(doc))}\n${JSON.stringify(edits)}`,
  );
  return true;
};
