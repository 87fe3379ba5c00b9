/** A line of one block (index from 0) and the line of the other that seems to be the same one, rewritten. */
export type LinePair = { before: number; after: number };

/** Pairs of lines that are compared at most; larger blocks of unlike lengths have no pairs. */
const maxCells = 10_000;

/**
 * Which lines of a replaced block seem to be rewritten forms of which: ascending on both sides, each line once, chosen
 * so that the words shared by all pairs weigh most. Lines with little in common are nobody's.
 */
export function linePairs(before: readonly string[], after: readonly string[]): LinePair[] {
  const a = before.map(weighed);
  const b = after.map(weighed);
  if (a.length * b.length > maxCells) {
    if (a.length !== b.length) return [];
    return a.flatMap((line, i) => (likeness(line, b[i]) > 0 ? [{ before: i, after: i }] : []));
  }
  const width = b.length + 1;
  const best = new Float64Array((a.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  const gains = new Float64Array(a.length * b.length);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const gain = likeness(a[i], b[j]);
      gains[i * b.length + j] = gain;
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), gain > 0 ? gain + at(i + 1, j + 1) : 0);
    }
  const pairs: LinePair[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const gain = gains[i * b.length + j] ?? 0;
    if (gain > 0 && at(i, j) === gain + at(i + 1, j + 1)) pairs.push({ before: i++, after: j++ });
    else if (at(i, j) === at(i + 1, j)) i++;
    else j++;
  }
  return pairs;
}

/** A line's words, parts of camelCase words among them, with how often each occurs; white space has no weight. */
type Weighed = { counts: Map<string, number>; weight: number };

function weighed(line: string): Weighed {
  const counts = new Map<string, number>();
  let weight = 0;
  for (const word of line.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|\S/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    weight += word.length;
  }
  return { counts, weight };
}

/** The weight of the words that two lines share. */
function shared(a: Weighed, b: Weighed): number {
  let common = 0;
  const [few, many] = a.counts.size <= b.counts.size ? [a, b] : [b, a];
  for (const [word, count] of few.counts) common += word.length * Math.min(count, many.counts.get(word) ?? 0);
  return common;
}

/** How much two lines share, the more the closer they are; 0 where it is too little to show them as one line. */
function likeness(a: Weighed | undefined, b: Weighed | undefined): number {
  if (!a || !b) return 0;
  const common = shared(a, b);
  const [least, most] = [Math.min(a.weight, b.weight), Math.max(a.weight, b.weight)];
  if (least === 0) return most === 0 ? 1 : 0;
  const enough = common * 2 >= least && (common * 4 >= most || common === least);
  return enough ? (common * 2 * common) / (least + most) : 0;
}

/** Whether the words of two lines are the same ones for two thirds. */
export function shareWords(a: string, b: string): boolean {
  const [x, y] = [weighed(a), weighed(b)];
  return shared(x, y) * 3 >= x.weight + y.weight && x.weight > 0;
}
