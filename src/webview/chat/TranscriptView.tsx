import { memo } from "preact/compat";
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Transcript, Turn } from "../../agent/transcript.ts";
import { turnsOf } from "../../agent/transcript.ts";
import { Icon } from "../parts/Icon.tsx";
import { FIRST_PAGES, pageCount, pagesFrom, sameTurns, type Page } from "./pages.ts";
import { placeOf, staysAtEnd, type Place } from "./stick.ts";
import { TurnView } from "./TurnView.tsx";

/** Earlier pages are painted when the person comes this near to the first painted one. Pixels. */
const EARLIER_WITHIN = 1500;

/** The conversation. It keeps to its end only while the person is there; earlier turns are painted when scrolled to. */
export function TranscriptView({ transcript, model }: { transcript: Transcript; model: string | undefined }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(() => Math.max(0, pageCount(transcript) - FIRST_PAGES));
  const [atEnd, setAtEnd] = useState(true);
  const sticking = useRef(true);
  const place = useRef<Place>({ top: 0, below: 0 });
  const asked = lastOf(transcript)?.id;

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    place.current = placeOf(element);
  }, []);
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const now = placeOf(element);
    sticking.current = staysAtEnd(sticking.current, place.current, now);
    place.current = now;
    setAtEnd(sticking.current);
    if (now.top < EARLIER_WITHIN) setFirst((at) => Math.max(0, at - 1));
  }, []);

  useLayoutEffect(() => {
    sticking.current = true;
    setAtEnd(true);
  }, [asked]);
  // After every paint of the transcript: new text moves the view only while it keeps to the end.
  useLayoutEffect(() => {
    if (sticking.current) toEnd();
  });
  useEndInSight(scroller, sticking, toEnd);
  useSteadyView(scroller, first);

  const last = lastOf(transcript);
  return (
    <div class="transcript">
      <div class="scroller" ref={scroller} role="log" aria-live="off" aria-label="Chat" tabIndex={0} onScroll={look}>
        {pagesFrom(transcript, first).map((page) => {
          const holdsLast = last !== undefined && page.turns.includes(last);
          return (
            <PageView
              key={page.at}
              page={page}
              last={holdsLast ? last : undefined}
              model={holdsLast ? model : undefined}
            />
          );
        })}
      </div>
      {!atEnd && (
        <button
          type="button"
          class="to-end"
          title="Scroll to the end"
          aria-label="Scroll to the end"
          onClick={() => {
            sticking.current = true;
            setAtEnd(true);
            toEnd();
          }}
        >
          <Icon name="arrow-down" />
        </button>
      )}
    </div>
  );
}

function lastOf(transcript: Transcript): Turn | undefined {
  return transcript.open ?? turnsOf(transcript).at(-1);
}

type PageProps = { page: Page; last: Turn | undefined; model: string | undefined };

const PageView = memo(
  ({ page, last, model }: PageProps) => (
    <div class="page">
      {page.turns.map((turn) => (
        <TurnView key={turn.id} turn={turn} last={turn === last} model={turn === last ? model : undefined} />
      ))}
    </div>
  ),
  (before, now) =>
    before.last === now.last && before.model === now.model && sameTurns(before.page.turns, now.page.turns),
);

type Ref<T> = { current: T };

/** Keeps the end in sight when the panel is resized, or what is in it grows without a paint of ours. */
function useEndInSight(scroller: Ref<HTMLDivElement | null>, sticking: Ref<boolean>, toEnd: () => void): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (sticking.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, sticking, toEnd]);
}

/** When earlier pages come in above, what the person looks at stays where it is. */
function useSteadyView(scroller: Ref<HTMLDivElement | null>, first: number): void {
  const anchor = useRef<{ page: Element; top: number }>();
  const element = scroller.current;
  const page = element?.firstElementChild;
  if (element && page && anchor.current?.page !== page) anchor.current = { page, top: topOf(page, element) };
  useLayoutEffect(() => {
    const { current } = anchor;
    const now = scroller.current;
    if (!current || !now?.contains(current.page)) return;
    now.scrollTop += topOf(current.page, now) - current.top;
    anchor.current = undefined;
  }, [first, scroller]);
}

const topOf = (child: Element, parent: Element): number =>
  child.getBoundingClientRect().top - parent.getBoundingClientRect().top;
