import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { placeOf, staysAtEnd, type Place } from "./stick.ts";

type Ref = { current: HTMLElement | null };

export type End = {
  /** Whether the view follows the end. */
  atEnd: boolean;
  /** Call after each scroll; returns whether the view now follows the end. */
  look: () => boolean;
  /** Call on a click: what the user unfolds must not scroll away from the mouse. */
  letGo: (event: MouseEvent) => void;
  /** Scrolls to the end; with `hold`, follows it from then on. */
  toEnd: (hold: boolean) => void;
};

/**
 * Keeps the end of `content` visible within `scroller` while the user is there. A new `topic` (a new question) scrolls
 * back to the end. The observer fires once a frame, after layout and before paint.
 * @param start scrolls to another initial place; returns whether it did
 */
export function useEnd(scroller: Ref, content: Ref, topic: string | undefined, start: () => boolean): End {
  const sticking = useRef(true);
  const place = useRef<Place>({ top: 0, below: 0 });
  const [atEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(
    (hold: boolean) => {
      const element = scroller.current;
      if (!element) return;
      if (hold) {
        sticking.current = true;
        setAtEnd(true);
      }
      element.scrollTop = element.scrollHeight;
      place.current = placeOf(element);
    },
    [scroller],
  );
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return sticking.current;
    const now = placeOf(element);
    sticking.current = staysAtEnd(sticking.current, place.current, now);
    place.current = now;
    setAtEnd(sticking.current);
    return sticking.current;
  }, [scroller]);
  const letGo = useCallback(
    (event: MouseEvent) => {
      const fold = event.target instanceof Element && event.target.closest("[aria-expanded]");
      if (!fold || !sticking.current) return;
      sticking.current = false;
      requestAnimationFrame(() => requestAnimationFrame(look));
    },
    [look],
  );

  const isFirst = useRef(true);
  useLayoutEffect(() => {
    const isStart = isFirst.current && start();
    isFirst.current = false;
    if (!isStart) return toEnd(true);
    sticking.current = false;
    if (scroller.current) place.current = placeOf(scroller.current);
    setAtEnd(false);
    // `start` is used only the first time.
  }, [topic, toEnd]);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      if (sticking.current) toEnd(false);
    });
    for (const { current } of [scroller, content]) if (current) observer.observe(current);
    return () => observer.disconnect();
  }, [scroller, content, toEnd]);
  return { atEnd, look, letGo, toEnd };
}
