import { Blocks } from "./crossing.ts";
import { fileIndentUnit, measureUnit, uniformReindent } from "../text/indentation.ts";
import { locate, looser, type Rung } from "../locate/ladder.ts";
import { indentOf, isBlank, lineStarts, splitLines, toLf } from "../text/lines.ts";
import { elisionOf } from "../placeholders/placeholder.ts";
import { render } from "./render.ts";
import { searchFor, type Search } from "../text/search.ts";
import { typesetOf } from "./typeset.ts";
import type { TextEdit } from "../text/types.ts";
import type { Place } from "../locate/walk.ts";

export type Elided =
  | { ok: true; spans: TextEdit[]; range: { start: number; end: number }; rung: Rung }
  /**
   * `mismatch`: search and replacement do not elide the same, `part` is what the search has first; else an anchor has
   * several places, or none (then `part` is that anchor). `crossing`: what is left out reaches beyond the block that the
   * anchors are in, with the line that starts at `at`.
   */
  | { ok: false; why: "mismatch"; part: Search }
  | { ok: false; why: "crossing"; at: number }
  | { ok: false; why: "anchor"; part?: Search };

/**
 * The last rung: a search that leaves lines out (`...`, `// ... existing code ...`). Allowed only if the replacement
 * has the same such lines in the same order, and every stretch of search lines between them has exactly one place in
 * the file, one after the other, in one indentation and one block. What the elisions stand for is kept. Nothing if the
 * search elides nothing.
 */
export function elide(doc: string, search: Search, replacement: string): Elided | undefined {
  const before = segments(search.lines);
  if (before.elisions.length === 0) return undefined;
  const text = toLf(replacement);
  const after = segments((text.endsWith("\n") ? text.slice(0, -1) : text).split("\n"));
  const mismatch = (): Elided => {
    const first = before.parts.find((lines) => !lines.every(isBlank)) ?? [];
    return { ok: false, why: "mismatch", part: searchFor(first.map((line) => `${line}\n`).join("")) };
  };
  if (before.elisions.join("\n") !== after.elisions.join("\n")) return mismatch();
  const pairs = before.parts.map((lines, i) => ({ lines, replacement: after.parts[i] ?? [] }));
  // An elision at either end stands for what is around the place and is not part of it.
  if (pairs[0]?.lines.length === 0 && pairs.shift()?.replacement.length !== 0) return mismatch();
  if (pairs.at(-1)?.lines.length === 0 && pairs.pop()?.replacement.length !== 0) return mismatch();
  if (pairs.length === 0) return { ok: false, why: "anchor" };
  let rung: Rung = "elision";
  const found = [];
  for (const { lines } of pairs) {
    if (lines.every(isBlank)) return { ok: false, why: "anchor" };
    const part = searchFor(lines.join("\n") + "\n");
    const located = locate(doc, part, { strict: true });
    const place = located?.places[0];
    if (!located || !place) return { ok: false, why: "anchor", part };
    if (located.places.length !== 1) return { ok: false, why: "anchor" };
    if (place.start < (found.at(-1)?.place.end ?? 0)) return { ok: false, why: "anchor" };
    rung = looser(rung, located.rung);
    found.push({ part, place });
  }
  const crossing = leavesBlock(
    doc,
    found.map(({ place }) => place),
  );
  if (crossing !== undefined) return { ok: false, why: "crossing", at: crossing };
  const rows = found.flatMap(({ part, place }) => {
    const file = splitLines(doc.slice(place.start, place.end)).lines;
    return part.lines.map((line, i): [string, string] => [line, file[i] ?? ""]);
  });
  const indents = rows.flatMap(([line, file]): [string, string][] =>
    isBlank(line) ? [] : [[indentOf(line), indentOf(file)]],
  );
  const rule = uniformReindent(
    indents,
    () => measureUnit(search.lines),
    () => fileIndentUnit(doc),
  );
  if (!rule) return { ok: false, why: "anchor" };
  // A line that is the same in both texts tells for all parts how the replacement is indented.
  const sure = pairs.some(({ lines, replacement }) => {
    const had = new Set(lines);
    return replacement.some((line) => !isBlank(line) && had.has(line));
  });
  const indented = indents.some(([a, b]) => a !== b) ? { rule, sure } : undefined;
  const typeset = typesetOf(
    doc,
    rows.map(([line]) => line),
    rows.map(([, file]) => file),
  );
  const spans: TextEdit[] = [];
  for (const [i, { part, place }] of found.entries()) {
    const lines = pairs[i]?.replacement ?? [];
    const rendered = render(doc, place, part, lines.length > 0 ? lines.join("\n") + "\n" : "", {
      indented,
      ...(typeset && { typeset }),
    });
    if (rendered === undefined) return { ok: false, why: "anchor" };
    spans.push({ start: place.start, end: place.end, text: rendered });
  }
  return { ok: true, spans, range: { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 }, rung };
}

/** Where the first line begins between the places by which the block is left that they are in; nothing if there is none. */
function leavesBlock(doc: string, places: readonly Place[]): number | undefined {
  const blocks = new Blocks();
  let end: number | undefined;
  for (const place of places) {
    const { lines } = splitLines(doc.slice(place.start, place.end));
    if (end !== undefined) {
      const skipped = doc.slice(end, place.start);
      const left = blocks.leftBy(splitLines(skipped).lines, lines.find((line) => !isBlank(line)) ?? "");
      if (left >= 0) return end + (lineStarts(skipped)[left] ?? 0);
    }
    blocks.show(lines);
    end = place.end;
  }
  return undefined;
}

/** The lines between elisions, and the elisions. One part more than elisions. */
function segments(lines: readonly string[]): { parts: string[][]; elisions: string[] } {
  const parts: string[][] = [[]];
  const elisions: string[] = [];
  for (const line of lines) {
    const elision = elisionOf(line);
    if (elision === undefined) parts.at(-1)?.push(line);
    else {
      elisions.push(elision);
      parts.push([]);
    }
  }
  return { parts, elisions };
}
