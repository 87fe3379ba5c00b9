import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import { placeOf, staysAtEnd, type Place } from "./stick.ts";

type Ref = { current: HTMLElement | null };

export type End = {
  /** Whether the view keeps to the end. */
  atEnd: boolean;
  /** To be called after each scroll. */
  look: () => void;
  /** To be called on a click: what the person unfolds must not run away from under the mouse. */
  letGo: (event: MouseEvent) => void;
  /** Scrolls to the end, and stays there if `hold` is set. */
  toEnd: (hold: boolean) => void;
};

/**
 * Keeps the end of `content` in sight within `scroller` while the person is there. A new `topic` (a new question) brings
 * the view back to the end. The observer hears of growth once a frame, after layout and before paint.
 */
export function useEnd(scroller: Ref, content: Ref, topic: string | undefined): End {
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
    if (!element) return;
    const now = placeOf(element);
    sticking.current = staysAtEnd(sticking.current, place.current, now);
    place.current = now;
    setAtEnd(sticking.current);
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

  useLayoutEffect(() => toEnd(true), [topic, toEnd]);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => {
      if (sticking.current) toEnd(false);
    });
    for (const { current } of [scroller, content]) if (current) observer.observe(current);
    return () => observer.disconnect();
  }, [scroller, content, toEnd]);
  return { atEnd, look, letGo, toEnd };
}
