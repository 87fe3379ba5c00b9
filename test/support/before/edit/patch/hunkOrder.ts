import type { Hunk } from "./patchTypes.ts";

/**
 * Patches give their hunks from the top of the file to its end. Chooses, for each hunk, the one of its places that this
 * order leaves; nothing where it leaves several, or where the hunks' only places and line numbers are in another order.
 * `places`: the offsets of each hunk's first change in all its places, ascending; none of one that is not to be found.
 */
export function placesInOrder(
  hunks: readonly Hunk[],
  places: readonly (readonly number[])[],
): (number | undefined)[] | undefined {
  const lines = hunks.flatMap(({ line }) => line ?? []);
  if (lines.some((line, i) => i > 0 && line < (lines[i - 1] ?? 0))) return undefined;
  const earliest = pickEach(places, (all, last) => all.find((at) => last === undefined || at > last));
  const latest = pickEach([...places].reverse(), (all, last) =>
    all.findLast((at) => last === undefined || at < last),
  )?.reverse();
  return earliest?.map((at, i) => (at === latest?.[i] ? at : undefined));
}

/** One place of each hunk that has any, each chosen by the one before; nothing if one cannot be. */
function pickEach(
  places: readonly (readonly number[])[],
  pick: (all: readonly number[], last: number | undefined) => number | undefined,
): (number | undefined)[] | undefined {
  let last: number | undefined;
  const picked: (number | undefined)[] = [];
  for (const all of places) {
    const at = pick(all, last);
    if (at === undefined && all.length > 0) return undefined;
    picked.push(at);
    last = at ?? last;
  }
  return picked;
}
