/** Where a scrolled element stands: its offset, and how far its end is below what is seen. Pixels. */
export type Place = { top: number; below: number };

const NEAR = 32;

/** Where the end lies for this scrolled element. */
export function placeOf(element: { scrollTop: number; scrollHeight: number; clientHeight: number }): Place {
  return { top: element.scrollTop, below: element.scrollHeight - element.scrollTop - element.clientHeight };
}

/**
 * Whether the view keeps to the end after a scroll from `before` to `now`. Any move up lets go, however small, unless the
 * end is still in sight (the content got shorter); coming near the end takes hold again.
 */
export function staysAtEnd(sticking: boolean, before: Place, now: Place): boolean {
  if (now.below <= 1) return true;
  if (now.top < before.top) return false;
  return now.top > before.top ? sticking || now.below <= NEAR : sticking;
}
