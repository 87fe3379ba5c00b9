import { cutsToken } from "../boundaries/tokens.ts";
import { fold, probesOf, splitsCharacter } from "../text/typography.ts";
import { ascending, type Place } from "./walk.ts";

/**
 * Characters compared before the search for a piece of a line gives up (some 30 ms, and a few times the text): a refusal,
 * never a wrong place.
 */
const workLimit = 2_000_000;

/**
 * Typographic matches of a piece of a line. Both ends must be ends of words: an equivalent character is no licence to
 * cut one.
 */
export function typographicPieces(doc: string, text: string, limit: number, apart: boolean): Place[] {
  const { probes, index } = probesOf(text);
  const places: Place[] = [];
  const wanted = fold(text);
  const lead = fold(text.slice(0, index)).length;
  let work = 0;
  for (const probe of probes.map((each) => each.slice(0, 64)))
    for (let hit = doc.indexOf(probe); hit >= 0 && places.length < limit; hit = doc.indexOf(probe, hit + 1)) {
      const start = matchBack(doc, hit, wanted, lead);
      const end = start < 0 ? -1 : matchOn(doc, hit, wanted, lead);
      work += 8 + (start < 0 ? 0 : end < 0 ? wanted.length : end - start);
      if (work > workLimit + 4 * doc.length) return [];
      if (end >= 0 && isApart(doc, start, end)) places.push({ start, end });
    }
  return ascending(places, apart);
}

const mark = /^\p{M}/u;
const isMark = (doc: string, at: number): boolean => doc.charCodeAt(at) >= 0x300 && mark.test(doc.slice(at, at + 2));

/** Where `wanted` from `index` on ends in the text at `at`, character by character with its accents; -1 if it differs. */
function matchOn(doc: string, at: number, wanted: string, index: number): number {
  let i = index;
  let from = at;
  while (i < wanted.length) {
    if (from >= doc.length) return -1;
    const code = doc.charCodeAt(from);
    if (code < 0x80 && !(doc.charCodeAt(from + 1) >= 0x300)) {
      if (code !== wanted.charCodeAt(i)) return -1;
      from++;
      i++;
      continue;
    }
    let to = from + ((doc.codePointAt(from) ?? 0) > 0xffff ? 2 : 1);
    while (isMark(doc, to)) to += (doc.codePointAt(to) ?? 0) > 0xffff ? 2 : 1;
    const folded = fold(doc.slice(from, to));
    if (!wanted.startsWith(folded, i)) return -1;
    i += folded.length;
    from = to;
  }
  return from;
}

/** Where the first `index` units of `wanted` begin in the text before `at`; -1 if it differs. */
function matchBack(doc: string, at: number, wanted: string, index: number): number {
  let i = index;
  let to = at;
  while (i > 0) {
    if (to <= 0) return -1;
    let from = to - 1;
    while (from > 0 && (isMark(doc, from) || isLowSurrogate(doc, from))) from--;
    const folded = fold(doc.slice(from, to));
    if (folded.length > i || !wanted.startsWith(folded, i - folded.length)) return -1;
    i -= folded.length;
    to = from;
  }
  return to;
}

const isLowSurrogate = (doc: string, at: number): boolean => {
  const code = doc.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
};

/** An equivalent character is no licence to cut a word. */
const isApart = (doc: string, start: number, end: number): boolean =>
  ![start, end].some((at) => cutsToken(doc, at) || splitsCharacter(doc, at));
