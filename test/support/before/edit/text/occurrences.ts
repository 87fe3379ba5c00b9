/** Longest piece handed to the engine's own search: beyond, its worst case is quadratic (24 s on 5 MB of one letter). */
const longestProbe = 200;

/** Where to look on after a place: behind its first unit (overlapping ones too), behind its end, or nowhere. */
export type Next = "on" | "behind" | "stop";

/**
 * Calls `take` with the offsets at which `pattern` occurs in `text`, ascending. Linear for any input: the engine's
 * search finds a short piece, and if too many candidates fail, Knuth, Morris and Pratt's algorithm takes over.
 */
export function eachOccurrence(text: string, pattern: string, take: (at: number) => Next): void {
  if (pattern === "") return;
  const skip = pattern.length <= longestProbe ? 0 : richest(pattern);
  const probe = pattern.slice(skip, skip + longestProbe);
  let candidates = 0;
  for (let hit = text.indexOf(probe, skip); hit >= 0;) {
    const at = hit - skip;
    let next: Next = "on";
    if (probe.length === pattern.length || text.startsWith(pattern, at)) next = take(at);
    if (next === "stop") return;
    const from = at + (next === "behind" ? pattern.length : 1);
    if (probe.length < pattern.length && ++candidates * pattern.length > 3 * text.length) {
      const codes = Int32Array.from(pattern, (_, i) => pattern.charCodeAt(i));
      eachRun(text.length, (i) => text.charCodeAt(i), codes, from, take);
      return;
    }
    hit = text.indexOf(probe, from + skip);
  }
}

/** Where the piece with the most different characters begins: of the start, the middle and the end. */
function richest(pattern: string): number {
  const last = pattern.length - longestProbe;
  const variety = (at: number): number => new Set(pattern.slice(at, at + longestProbe)).size;
  return [last >> 1, last, 0].reduce((best, at) => (variety(at) > variety(best) ? at : best));
}

/**
 * Calls `take` with the places, from `from` on, at which a sequence of `length` numbers holds the wanted ones in a row
 * (Knuth, Morris and Pratt).
 */
export function eachRun(
  length: number,
  valueAt: (i: number) => number,
  wanted: Int32Array,
  from: number,
  take: (at: number) => Next,
): void {
  const border = new Int32Array(wanted.length + 1);
  for (let i = 1, k = 0; i < wanted.length; i++) {
    while (k > 0 && wanted[i] !== wanted[k]) k = border[k] ?? 0;
    if (wanted[i] === wanted[k]) k++;
    border[i + 1] = k;
  }
  for (let i = from, k = 0; i < length; i++) {
    const value = valueAt(i);
    while (k > 0 && wanted[k] !== value) k = border[k] ?? 0;
    if (wanted[k] === value && ++k === wanted.length) {
      const next = take(i - wanted.length + 1);
      if (next === "stop") return;
      k = next === "behind" ? 0 : (border[k] ?? 0);
    }
  }
}
