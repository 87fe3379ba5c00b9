import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** How long a card must have stood still and visible before a key or click on it counts. */
const STANDING_MS = 700;
/** A pause between two frames that is longer means that the panel was hidden or blocked. */
const FRAME_GAP_MS = 250;
/** A press this long ago may be the first of a double click. */
const PRESS_MS = 1000;
/** How long after the user's own action on the card a move is taken for its effect. */
const OWN_MOVE_MS = 300;
/** Pixels that a pointer must move before a card may appear below it. */
const MOVED = 10;

let lastPress = { x: 0, y: 0, at: Number.NEGATIVE_INFINITY };
document.addEventListener(
  "pointerdown",
  ({ clientX, clientY, timeStamp }) => (lastPress = { x: clientX, y: clientY, at: timeStamp }),
  { capture: true },
);

export type Standing = {
  /** Whether the card has stood long enough. */
  isStanding: boolean;
  /** Whether the card must not be seen yet: the pointer that just clicked is above it. */
  isHeld: boolean;
  /** Whether an event came after the card had stood long enough, where it stands now. */
  counts(event: Event): boolean;
  /** The user does something on the card that changes its size: this move is no surprise. */
  expectMove(): void;
};

/**
 * Guards a card against keys and clicks that were meant for something else: those count only once the card has stood
 * still and visible for a while.
 * @param card the card; `still`: the part of it whose place counts, its buttons
 */
export function useStanding(card: RefObject<HTMLElement | null>, still: RefObject<HTMLElement | null>): Standing {
  const [isStanding, setStanding] = useState(false);
  const [isHeld, setHeld] = useState(false);
  /** Since when it stands where it stands, in the time of events. */
  const since = useRef(Number.POSITIVE_INFINITY);
  const place = useRef<string>("");
  /** A card that is held back stands nowhere yet. */
  const held = useRef(false);
  const ownMoveUntil = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    let frame = 0;
    let last = performance.now();
    const look = (now: number): void => {
      const at = held.current ? undefined : placeOf(card.current, still.current);
      const isMoved = at !== place.current && now > ownMoveUntil.current;
      const isNew =
        at === undefined || since.current === Number.POSITIVE_INFINITY || isMoved || now - last > FRAME_GAP_MS;
      if (isNew) since.current = at === undefined ? Number.POSITIVE_INFINITY : now;
      place.current = at ?? "";
      last = now;
      const stands = now - since.current >= STANDING_MS;
      setStanding(stands);
      // Once it stands, it is looked at again only after something that can move it.
      frame = stands ? 0 : requestAnimationFrame(look);
    };
    const again = (): void => {
      if (frame !== 0) return;
      last = performance.now();
      frame = requestAnimationFrame(look);
    };
    const hidden = (): void => {
      since.current = Number.POSITIVE_INFINITY;
      place.current = "";
      again();
    };
    const sizes = new ResizeObserver(again);
    sizes.observe(document.body);
    for (let each: Element | null = card.current; each; each = each.parentElement) sizes.observe(each);
    document.addEventListener("scroll", again, { capture: true, passive: true });
    document.addEventListener("visibilitychange", hidden);
    again();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      document.removeEventListener("scroll", again, { capture: true });
      document.removeEventListener("visibilitychange", hidden);
    };
  }, []);

  useEffect(() => {
    const rect = card.current?.getBoundingClientRect();
    const isBelow = rect && lastPress.y >= rect.top && lastPress.y <= rect.bottom && lastPress.x >= rect.left;
    const left = lastPress.at + PRESS_MS - performance.now();
    if (!isBelow || left <= 0) return;
    const { x, y } = lastPress;
    held.current = true;
    setHeld(true);
    const release = (): void => {
      clearTimeout(late);
      document.removeEventListener("pointermove", moved, { capture: true });
      held.current = false;
      setHeld(false);
    };
    const moved = ({ clientX, clientY }: PointerEvent): void => {
      if (Math.hypot(clientX - x, clientY - y) > MOVED) release();
    };
    const late = setTimeout(release, left);
    document.addEventListener("pointermove", moved, { capture: true });
    return release;
  }, []);

  const counts = (event: Event): boolean =>
    !isHeld &&
    (placeOf(card.current, still.current) === place.current || event.timeStamp <= ownMoveUntil.current) &&
    // The time of the press, not of its handling: painting a long diff may come between.
    event.timeStamp - since.current >= STANDING_MS;
  const expectMove = (): void => void (ownMoveUntil.current = performance.now() + OWN_MOVE_MS);

  return { isStanding: isStanding && !isHeld, isHeld, counts, expectMove };
}

/** Where a card stands, as a text to compare; undefined if none of it can be seen. */
function placeOf(card: HTMLElement | null, still: HTMLElement | null): string | undefined {
  if (!card || !still || document.hidden) return undefined;
  const { top, bottom } = card.getBoundingClientRect();
  if (bottom <= 0 || top >= window.innerHeight) return undefined;
  const rect = still.getBoundingClientRect();
  return `${Math.round(rect.top)} ${Math.round(rect.left)} ${Math.round(rect.width)}`;
}
