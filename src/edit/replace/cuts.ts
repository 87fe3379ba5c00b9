import { lineBreak, lineNumber, lineStart } from "../text/lines.ts";
import type { Search } from "../text/search.ts";
import { cutsToken, tokenAround } from "../boundaries/tokens.ts";
import { failure, type Failure } from "../text/types.ts";
import type { Place } from "../locate/walk.ts";
import * as words from "../words/modelWords.ts";

/** An end of a place: `timeout = 1` ends inside of `10`. */
export type Cut = { at: number; side: "begins" | "ends" };

/** The ends of places that part a word or number. Where places overlap one another, their ends part nothing. */
export function cutsOf(doc: string, { text }: Search, places: readonly Place[]): Cut[] {
  return places.flatMap(({ start, end }, i): Cut[] => {
    const cuts: Cut[] = [];
    if (cutsToken(doc, start) && endOver(doc, text, start) === undefined) cuts.push({ at: start, side: "begins" });
    if (!cutsToken(doc, end)) return cuts;
    const over = endOver(doc, text, end);
    const next = places[i + 1]?.start ?? Infinity;
    if (over === undefined || (next >= over && cutsToken(doc, over))) cuts.push({ at: end, side: "ends" });
    return cuts;
  });
}

/** Where the last place of a text ends that goes over an offset, which is not within a number; nothing if none does. */
function endOver(doc: string, text: string, at: number): number | undefined {
  if (/^\p{N}{2}$/u.test(doc.slice(at - 1, at + 1))) return undefined;
  const from = Math.max(0, at - text.length + 1);
  const over = doc.slice(from, at + text.length - 1).lastIndexOf(text);
  return over < 0 ? undefined : from + over + text.length;
}

const shown = (text: string): string => (text.length > 240 ? `${text.slice(0, 240)}…` : text);

/** The refusal of a search that has a place in the file only as part of a longer word, name or number. */
export function cutRefusal(doc: string, cut: Cut, wording: words.Wording): Failure {
  const token = tokenAround(doc, cut.at);
  const line = lineNumber(doc, cut.at);
  const start = lineStart(doc, cut.at);
  const text = shown(doc.slice(Math.max(start, cut.at - 200), lineBreak(doc, cut.at)).replace(/\r$/, ""));
  return failure({
    kind: "not-found",
    message: words.cutsWord(wording, cut.side, token, line, text),
    nearest: { startLine: line, endLine: line, text, differences: [words.cutsInside(line, cut.side, token)] },
  });
}
