import { withoutSigns } from "./signs.ts";

/**
 * What a change may alter without altering what is written: "blank", white space and line ends; "signs", also the quotes,
 * commas, semicolons and parentheses that formatters write; "encoding", also all that reads otherwise in another encoding.
 */
export type Slack = "blank" | "signs" | "encoding";

const loose: Readonly<Record<Slack, RegExp>> = {
  blank: /\s/,
  signs: /[\s'"`;,()\\]/,
  encoding: /[\s\u0080-\uffff]/,
};

/** A text without what is loose in it: texts of one such key differ in nothing else. */
export function solid(text: string, slack: Slack): string {
  switch (slack) {
    case "blank":
      return text.replace(/\s+/g, "");
    case "signs":
      return withoutSigns(text, "at-line-ends");
    case "encoding":
      return text.replace(/[\s\u0080-\uffff]+/g, "");
  }
}

/** What alone two texts differ in; undefined where they differ in more. Signs count as more. */
export function slackBetween(a: string, b: string): "blank" | "encoding" | undefined {
  return (["blank", "encoding"] as const).find((slack) => solid(a, slack) === solid(b, slack));
}

/** Whether two texts differ in no more than white space and the signs that formatters write. */
export const isFormatted = (a: string, b: string): boolean =>
  solid(a, "signs") === solid(b, "signs") || withoutSigns(a, "before-closers") === withoutSigns(b, "before-closers");

/** Where a place of one text is in another; as the start and as the end of a stretch, which differ where lines were joined. */
export type Place = { start: number; end: number };

/**
 * Where places of `a` are in `b`, which differs from it in nothing but what is loose. A place keeps its distance to what is
 * solid, counted in line breaks; where those are gone, a start moves right and an end moves left.
 * @param places ascending offsets of `a`
 */
export function placesIn(a: string, b: string, places: readonly number[], slack: Slack): Map<number, Place> {
  const found = new Map<number, Place>();
  let [from, other] = [0, 0];
  for (const place of places) {
    for (;;) {
      const to = gapEnd(a, from, slack);
      const otherTo = gapEnd(b, other, slack);
      if (place <= to || to >= a.length) {
        found.set(place, inGap(a.slice(from, place), a.slice(place, to), b.slice(other, otherTo), other));
        break;
      }
      [from, other] = [to + 1, otherTo + 1];
    }
  }
  return found;
}

function gapEnd(text: string, from: number, slack: Slack): number {
  let at = from;
  while (at < text.length && loose[slack].test(text.charAt(at))) at++;
  return at;
}

const lineBreaks = /\r\n|\r|\n/g;

/** A place between `left` and `right` of a gap, in the gap that stands there now at `offset`. */
function inGap(left: string, right: string, gap: string, offset: number): Place {
  const whole = { start: offset + gap.length, end: offset };
  if (left === "") {
    // At the end of a line, all that the line has now is in front.
    const at = /^[\r\n]/.test(right) ? offset + (/[\r\n]/.exec(gap)?.index ?? 0) : offset;
    return { start: at, end: at };
  }
  const breaks = [...left.matchAll(lineBreaks)];
  const last = breaks.at(-1);
  const indent = left.length - (last ? last.index + last[0].length : 0);
  const breaksNow = [...gap.matchAll(lineBreaks)];
  const line = breaksNow[Math.min(breaks.length, breaksNow.length) - 1];
  if (last && !line) return whole;
  if (!last && right === "") return { start: offset + gap.length, end: offset + gap.length };
  const lineStart = last && line ? line.index + line[0].length : 0;
  const next = breaksNow.find(({ index }) => index >= lineStart)?.index ?? gap.length;
  const at = offset + Math.min(lineStart + indent, next);
  return { start: at, end: at };
}
