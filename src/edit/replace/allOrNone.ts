import type { Cut } from "./cuts.ts";
import { looser, type Rung } from "../locate/ladder.ts";
import { lineNumber } from "../text/lines.ts";
import { withIndex } from "./refusals.ts";
import { minimal, splice } from "../text/splices.ts";
import { failure, type Failure, type TextEdit } from "../text/types.ts";
import * as words from "../words/modelWords.ts";

/**
 * Where one edit goes and what it writes. `ranges` are the places whole, `spans` may be several within one. `cut` is the
 * refusal for an end of them that parts a word, if there is one but for those that `touched` tells another edit to have.
 */
export type Resolved = {
  ok: true;
  spans: TextEdit[];
  ranges: { start: number; end: number }[];
  rung: Rung;
  cut?: (touched: (cut: Cut) => boolean) => Failure | undefined;
};

/**
 * Finds the place of every edit in the original text and makes all changes at once, or none. An edit whose search is
 * not in the original may speak of text that an earlier edit of the call wrote: it is tried on the result of the rest.
 */
export function applyAll(
  doc: string,
  count: number,
  resolveIn: (text: string, index: number) => Resolved | Failure,
): { ok: true; text: string; rung: Rung; edits: TextEdit[] } | Failure {
  let rung: Rung = "exact";
  const found: { index: number; resolved: Resolved }[] = [];
  const later: { index: number; result: Failure }[] = [];
  for (let index = 0; index < count; index++) {
    const result = resolveIn(doc, index);
    if (result.ok) found.push({ index, resolved: result });
    else if (result.error.kind === "not-found" && found.length > 0) later.push({ index, result });
    else return count > 1 ? withIndex(result, index) : result;
  }
  const clash = overlap(doc, found) ?? partedWord(found, count);
  if (clash) return clash;
  for (const { resolved } of found) rung = looser(rung, resolved.rung);
  const edits = trimmed(
    doc,
    found.flatMap(({ resolved }) => resolved.spans),
  );
  let text = splice(doc, edits);
  if (later.length === 0) return { ok: true, text, rung, edits };
  for (const { index, result } of later) {
    const second = resolveIn(text, index);
    if (!second.ok) return withIndex(second.error.kind === "ambiguous" ? second : result, index);
    const cut = second.cut?.(() => false);
    if (cut) return withIndex(cut, index);
    rung = looser(rung, second.rung);
    text = splice(text, trimmed(text, second.spans));
  }
  const whole = minimal(doc, { start: 0, end: doc.length, text });
  return { ok: true, text, rung, edits: whole ? [whole] : [] };
}

function overlap(doc: string, found: readonly { index: number; resolved: Resolved }[]): Failure | undefined {
  const all = found.flatMap(({ index, resolved }) => resolved.ranges.map((range) => ({ index, ...range })));
  all.sort((a, b) => a.start - b.start || a.end - b.end);
  for (let i = 1; i < all.length; i++) {
    const [a, b] = [all[i - 1], all[i]];
    if (!a || !b || (b.start >= a.end && !(a.start === b.start && a.end === b.end))) continue;
    const lines = [lineNumber(doc, a.start), lineNumber(doc, b.start)];
    return failure({
      kind: "overlap",
      index: Math.max(a.index, b.index),
      places: lines,
      message: words.overlapping(a.index, b.index, lines),
    });
  }
  return undefined;
}

/** The refusal of an edit that replaces a part of a word of which no other edit of the call replaces the rest. */
function partedWord(found: readonly { index: number; resolved: Resolved }[], count: number): Failure | undefined {
  if (found.every(({ resolved }) => !resolved.cut)) return undefined;
  const [starts, ends] = [new Map<number, number>(), new Map<number, number>()];
  for (const { index, resolved } of found)
    for (const { start, end } of resolved.ranges) {
      starts.set(start, index);
      ends.set(end, index);
    }
  for (const { index, resolved } of found) {
    const refused = resolved.cut?.(({ at, side }) => {
      const other = (side === "begins" ? ends : starts).get(at);
      return other !== undefined && other !== index;
    });
    if (refused) return count > 1 ? withIndex(refused, index) : refused;
  }
  return undefined;
}

function trimmed(doc: string, spans: readonly TextEdit[]): TextEdit[] {
  return spans.flatMap((span) => minimal(doc, span) ?? []).sort((a, b) => a.start - b.start);
}
