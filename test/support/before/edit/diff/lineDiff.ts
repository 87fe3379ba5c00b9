/** A stretch of lines that differs: [beforeStart, beforeEnd) became [afterStart, afterEnd). Line indices from 0. */
export type LineHunk = { beforeStart: number; beforeEnd: number; afterStart: number; afterEnd: number };

/** Edit distance up to which the middle snake is searched; beyond it a stretch counts as replaced as a whole. */
const maxDistance = 1500;

/**
 * The difference of two lists of lines, ascending, as few hunks as a user would see: common ends first, then lines
 * that occur once on both sides as anchors (Cohen's patience diff), then Myers' linear-space algorithm between them
 * (E. W. Myers, "An O(ND) Difference Algorithm", 1986). Where two stretches have next to nothing in common, one hunk
 * replaces the whole stretch, so the cost stays near linear.
 */
export function lineDiff(before: readonly string[], after: readonly string[]): LineHunk[] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const inner = diffOf(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return inner.map(({ beforeStart, beforeEnd, afterStart, afterEnd }) => ({
    beforeStart: beforeStart + head,
    beforeEnd: beforeEnd + head,
    afterStart: afterStart + head,
    afterEnd: afterEnd + head,
  }));
}

/** The difference of what is left when the common ends, which need no account, are off. */
function diffOf(before: readonly string[], after: readonly string[]): LineHunk[] {
  const ids = new Map<string, number>();
  const intern = (lines: readonly string[]): Int32Array => {
    const out = new Int32Array(lines.length);
    lines.forEach((line, i) => {
      let id = ids.get(line);
      if (id === undefined) ids.set(line, (id = ids.size));
      out[i] = id;
    });
    return out;
  };
  const a = intern(before);
  const b = intern(after);
  const hunks: LineHunk[] = [];
  const emit = (beforeStart: number, beforeEnd: number, afterStart: number, afterEnd: number): void => {
    const last = hunks.at(-1);
    if (last && last.beforeEnd === beforeStart && last.afterEnd === afterStart) {
      last.beforeEnd = beforeEnd;
      last.afterEnd = afterEnd;
    } else hunks.push({ beforeStart, beforeEnd, afterStart, afterEnd });
  };
  // An explicit stack, because anchors and snakes may nest as deep as the texts are long.
  const work: [number, number, number, number, boolean][] = [[0, a.length, 0, b.length, true]];
  for (let next = work.pop(); next; next = work.pop()) {
    let [a0, a1, b0, b1] = next;
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) {
      a0++;
      b0++;
    }
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) {
      a1--;
      b1--;
    }
    if (a0 === a1 && b0 === b1) continue;
    if (a0 === a1 || b0 === b1) {
      emit(a0, a1, b0, b1);
      continue;
    }
    const anchors = next[4] ? uniqueAnchors(a, a0, a1, b, b0, b1) : [];
    if (anchors.length > 0) {
      const parts: [number, number, number, number, boolean][] = [];
      for (const [i, j] of anchors) {
        parts.push([a0, i, b0, j, true]);
        a0 = i + 1;
        b0 = j + 1;
      }
      parts.push([a0, a1, b0, b1, true]);
      work.push(...parts.reverse());
      continue;
    }
    const cut = middleSnake(a, a0, a1, b, b0, b1);
    if (!cut) emit(a0, a1, b0, b1);
    else work.push([cut[0], a1, cut[1], b1, false], [a0, cut[0], b0, cut[1], false]);
  }
  return hunks;
}

/** Pairs of lines that occur once on either side, in the longest order common to both. */
function uniqueAnchors(
  a: Int32Array,
  a0: number,
  a1: number,
  b: Int32Array,
  b0: number,
  b1: number,
): [number, number][] {
  const seen = new Map<number, { a: number; b: number; times: number }>();
  for (let i = a0; i < a1; i++) {
    const id = a[i] ?? -1;
    const entry = seen.get(id);
    if (entry) entry.times = 2;
    else seen.set(id, { a: i, b: -1, times: 1 });
  }
  for (let j = b0; j < b1; j++) {
    const entry = seen.get(b[j] ?? -1);
    if (!entry) continue;
    if (entry.b >= 0) entry.times = 2;
    entry.b = j;
  }
  const pairs: [number, number][] = [];
  for (const entry of seen.values()) if (entry.times === 1 && entry.b >= 0) pairs.push([entry.a, entry.b]);
  return longestAscending(pairs);
}

/** Of pairs ascending in their first number, the longest chain ascending in the second too (patience sorting). */
export function longestAscending(pairs: [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, j], at) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = at;
  });
  const chain: [number, number][] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair) chain.push(pair);
  }
  return chain.reverse();
}

/** A point on a shortest path through the middle of the two stretches, or nothing if they have too little in common. */
function middleSnake(
  a: Int32Array,
  a0: number,
  a1: number,
  b: Int32Array,
  b0: number,
  b1: number,
): [number, number] | undefined {
  const n = a1 - a0;
  const m = b1 - b0;
  const delta = n - m;
  const limit = Math.min(Math.ceil((n + m) / 2), maxDistance);
  const size = 2 * limit + 2;
  const down = new Int32Array(size).fill(-1);
  const up = new Int32Array(size).fill(-1);
  const at = (k: number): number => k + limit;
  down[at(1)] = 0;
  up[at(1)] = 0;
  for (let d = 0; d <= limit; d++) {
    for (let k = -d; k <= d; k += 2) {
      let x =
        k === -d || (k !== d && (down[at(k - 1)] ?? 0) < (down[at(k + 1)] ?? 0))
          ? (down[at(k + 1)] ?? 0)
          : (down[at(k - 1)] ?? 0) + 1;
      let y = x - k;
      while (x < n && y < m && y >= 0 && a[a0 + x] === b[b0 + y]) {
        x++;
        y++;
      }
      down[at(k)] = x;
      const back = delta - k;
      if (delta % 2 !== 0 && back >= -(d - 1) && back <= d - 1 && x + (up[at(back)] ?? 0) >= n)
        return inside(a0 + x, b0 + y, a0, a1, b0, b1);
    }
    for (let k = -d; k <= d; k += 2) {
      let x =
        k === -d || (k !== d && (up[at(k - 1)] ?? 0) < (up[at(k + 1)] ?? 0))
          ? (up[at(k + 1)] ?? 0)
          : (up[at(k - 1)] ?? 0) + 1;
      let y = x - k;
      while (x < n && y < m && y >= 0 && a[a1 - 1 - x] === b[b1 - 1 - y]) {
        x++;
        y++;
      }
      up[at(k)] = x;
      const forth = delta - k;
      if (delta % 2 === 0 && forth >= -d && forth <= d && x + (down[at(forth)] ?? 0) >= n)
        return inside(a1 - x, b1 - y, a0, a1, b0, b1);
    }
  }
  return undefined;
}

/** A cut is of use only if it makes both parts smaller; else the stretch is replaced as a whole. */
function inside(x: number, y: number, a0: number, a1: number, b0: number, b1: number): [number, number] | undefined {
  if (x < a0 || x > a1 || y < b0 || y > b1) return undefined;
  return (x === a0 && y === b0) || (x === a1 && y === b1) ? undefined : [x, y];
}
