import { cutsName } from "../boundaries/names.ts";
import { headerEnd } from "./headerEnd.ts";
import { indentOf, isBlank, lineAt, lineStarts } from "../text/lines.ts";
import type { Hunk } from "./patchTypes.ts";
import { failure, type Failure } from "../text/types.ts";
import { fold } from "../text/typography.ts";
import type { Place } from "../locate/walk.ts";
import * as words from "../words/modelWords.ts";

/**
 * The places of a hunk that its anchors and its "end of file" allow. Anchors (`@@ class A`) name lines above the hunk.
 * An anchor that the file does not have, or that stands below the only place, contradicts the hunk: refused. Among
 * several places, those inside the anchor's block count first, then those after it. Without places (`undefined`) the
 * answer is the header that the anchor's line begins.
 */
export function anchored(
  doc: string,
  places: readonly Place[] | undefined,
  hunk: Hunk,
  wording: words.Wording,
): { ok: true; places: Place[] } | Failure {
  if (places && hunk.atEnd && places.length > 1) {
    const last = places.filter(({ end }) => doc.slice(end).trim() === "");
    if (last.length === 1) return { ok: true, places: last };
  }
  if (hunk.anchors.length === 0) return { ok: true, places: [...(places ?? [])] };
  const starts = lineStarts(doc);
  const line = reader(doc, starts);
  const blocks = blocksOf(hunk.anchors, starts.length, line);
  if (blocks.length === 0)
    return failure({
      kind: "not-found",
      message: words.noAnchor(wording, hunk.anchors),
    });
  if (!places) return headers(blocks, doc, starts, wording);
  const at = places.map((place) => ({
    place,
    first: lineAt(starts, place.start),
    last: lineAt(starts, Math.max(place.start, place.end - 1)),
  }));
  const after = at.filter(({ last }) => blocks.some(({ from }) => last >= from));
  if (after.length === 0)
    return failure({
      kind: "not-found",
      message: words.aboveAnchor(wording, hunk.anchors.at(-1) ?? ""),
    });
  const within = after.filter(({ first, last }) => blocks.some(({ from, to }) => last >= from && first <= to));
  return { ok: true, places: (within.length > 0 ? within : after).map(({ place }) => place) };
}

/** The places of the headers that blocks begin with: what is put in goes behind the whole of one. */
function headers(
  blocks: readonly Block[],
  doc: string,
  starts: readonly number[],
  wording: words.Wording,
): { ok: true; places: Place[] } | Failure {
  const line = reader(doc, starts);
  const places: Place[] = [];
  for (const { from } of blocks) {
    const end = headerEnd(from, starts.length, line);
    if (end === undefined)
      return failure({
        kind: "ambiguous",
        places: [from + 1],
        message: words.longHeader(wording, from + 1),
      });
    places.push({ start: starts[from] ?? 0, end: starts[end + 1] ?? doc.length });
  }
  return { ok: true, places };
}

/** The blocks that begin with the line that a heading names, counted from 0; none if there is no such line. */
export const linesUnder = (doc: string, starts: readonly number[], heading: string): Block[] =>
  blocksOf([heading], starts.length, reader(doc, starts));

const reader =
  (doc: string, starts: readonly number[]) =>
  (i: number): string =>
    doc.slice(starts[i] ?? doc.length, (starts[i + 1] ?? doc.length + 1) - 1).replace(/\r$/, "");

type Block = { from: number; to: number };

/** The blocks under the lines that the anchors name, one inside the other. */
function blocksOf(anchors: readonly string[], count: number, line: (i: number) => string): Block[] {
  let blocks: Block[] = [{ from: -1, to: count - 1 }];
  for (const [depth, anchor] of anchors.entries()) {
    const inner: Block[] = [];
    for (const { from, to } of blocks) {
      // The next anchor stands in the block of the one before; in flat files, after it.
      const hits = linesNamed(anchor, from + 1, to, line);
      const flat = hits.length > 0 || depth === 0 ? hits : linesNamed(anchor, from + 1, count - 1, line);
      for (const hit of flat) inner.push({ from: hit, to: blockEnd(hit, count, line) });
    }
    blocks = inner;
  }
  return blocks;
}

/**
 * The lines that read as the anchor, white space and typography apart; if none does, those that begin with it, else those
 * that hold it (whole names before parts of longer ones), else (an anchor like `def f()` or `f(...)`) those that name it
 * with any parameters.
 */
function linesNamed(anchor: string, from: number, to: number, line: (i: number) => string): number[] {
  const plain = (text: string): string => fold(text).trim().replace(/\s+/g, " ");
  const wanted = plain(anchor);
  const called = /^(.*\w) ?\( ?(?:\.{3}|…)? ?\)/.exec(wanted)?.[1];
  const groups: number[][] = [[], [], [], [], [], []];
  for (let i = from; i <= to; i++) {
    const text = plain(line(i));
    const at = text.indexOf(wanted);
    if (text === wanted) groups[0]?.push(i);
    else if (at >= 0) {
      const isPart = cutsName(text, at) || cutsName(text, at + wanted.length);
      groups[(at === 0 ? 1 : 2) + (isPart ? 2 : 0)]?.push(i);
    } else if (called !== undefined && text.startsWith(`${called}(`)) groups[5]?.push(i);
  }
  return groups.find((lines) => lines.length > 0) ?? [];
}

/** The last line of the block that begins at `from`: up to the next line indented no deeper, closing brackets aside. */
function blockEnd(from: number, count: number, line: (i: number) => string): number {
  const depth = indentOf(line(from)).length;
  for (let i = from + 1; i < count; i++) {
    const text = line(i);
    if (isBlank(text) || indentOf(text).length > depth) continue;
    const bare = text.trim();
    if (/^[)\]{]/.test(bare)) continue;
    return bare.startsWith("}") ? i : i - 1;
  }
  return count - 1;
}
