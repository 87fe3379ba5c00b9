/** The scroll position of an element: its offset, and the distance from the visible part to the end. Pixels. */
export type Place = { top: number; below: number };

const NEAR = 32;

/** The scroll position of an element. */
export function placeOf(element: { scrollTop: number; scrollHeight: number; clientHeight: number }): Place {
  return { top: element.scrollTop, below: element.scrollHeight - element.scrollTop - element.clientHeight };
}

/**
 * Whether the view follows the end after a scroll from `before` to `now`. Any move up stops following, unless the end
 * is still visible (the content got shorter). Coming near the end starts it again.
 */
export function staysAtEnd(sticking: boolean, before: Place, now: Place): boolean {
  if (now.below <= 1) return true;
  if (now.top < before.top) return false;
  return now.top > before.top ? sticking || now.below <= NEAR : sticking;
}
