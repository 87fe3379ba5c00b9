/** Longest piece handed to the engine's own search: beyond, its worst case is quadratic (24 s on 5 MB of one letter). */
const longestProbe = 200;

/**
 * The offsets at which `pattern` occurs in `text`, overlapping ones included, ascending, at most `limit`. Linear for
 * any input: the engine's search finds a short piece, and if too many candidates fail, Knuth, Morris and Pratt's
 * algorithm takes over.
 */
export function occurrences(text: string, pattern: string, limit = Infinity): number[] {
  const found: number[] = [];
  if (pattern === "") return found;
  if (pattern.length <= longestProbe) {
    for (let at = text.indexOf(pattern); at >= 0 && found.length < limit; at = text.indexOf(pattern, at + 1))
      found.push(at);
    return found;
  }
  const skip = richest(pattern);
  const probe = pattern.slice(skip, skip + longestProbe);
  let failures = 0;
  for (let at = text.indexOf(probe, skip); at >= 0 && found.length < limit; at = text.indexOf(probe, at + 1)) {
    if (text.startsWith(pattern, at - skip)) found.push(at - skip);
    else failures++;
    if ((failures + found.length) * pattern.length > 3 * text.length) return knuthMorrisPratt(text, pattern, limit);
  }
  return found;
}

/** Where the piece with the most different characters begins: of the start, the middle and the end. */
function richest(pattern: string): number {
  const last = pattern.length - longestProbe;
  const variety = (at: number): number => new Set(pattern.slice(at, at + longestProbe)).size;
  return [last >> 1, last, 0].reduce((best, at) => (variety(at) > variety(best) ? at : best));
}

function knuthMorrisPratt(text: string, pattern: string, limit: number): number[] {
  const found: number[] = [];
  const border = new Int32Array(pattern.length + 1);
  for (let i = 1, k = 0; i < pattern.length; i++) {
    const code = pattern.charCodeAt(i);
    while (k > 0 && code !== pattern.charCodeAt(k)) k = border[k] ?? 0;
    if (code === pattern.charCodeAt(k)) k++;
    border[i + 1] = k;
  }
  for (let i = 0, k = 0; i < text.length && found.length < limit; i++) {
    const code = text.charCodeAt(i);
    while (k > 0 && pattern.charCodeAt(k) !== code) k = border[k] ?? 0;
    if (pattern.charCodeAt(k) === code && ++k === pattern.length) {
      found.push(i - pattern.length + 1);
      k = border[k] ?? 0;
    }
  }
  return found;
}
