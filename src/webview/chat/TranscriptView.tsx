import { memo } from "preact/compat";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Transcript, type Turn, turnsOf } from "../../agent/transcript/transcript.ts";
import { Icon } from "../parts/Icon.tsx";
import { usePanel } from "../state/panel.ts";
import { firstPage, pagesFrom, sameTurns, type Page } from "./scroll/pages.ts";
import { placeIn, scrollTo } from "./scroll/readingPlace.ts";
import { SetBack } from "./turn/ChangedFiles.tsx";
import { TurnView } from "./turn/TurnView.tsx";
import { useEnd } from "./scroll/useEnd.ts";

/** Paints earlier pages when the user scrolls this close to the first painted one. Pixels. */
const EARLIER_WITHIN = 1500;

/** The conversation. It follows the end only while the user is there. Earlier turns are painted on scroll. */
export function TranscriptView({ transcript, model }: { transcript: Transcript; model: string | undefined }) {
  const scroller = useRef<HTMLDivElement>(null);
  const turns = useRef<HTMLDivElement>(null);
  const panel = usePanel();
  const [start] = useState(() => panel.place);
  const [first, setFirst] = useState(() => firstPage(transcript, start));
  const last = lastOf(transcript);
  const { atEnd, look, letGo, toEnd } = useEnd(scroller, turns, last?.id, () => scrollTo(scroller.current, start));
  useSteadyView(scroller, turns, first);

  const onScroll = (): void => {
    // A hidden view has no height; its scroll events don't come from the user.
    if (scroller.current?.clientHeight === 0) return;
    const isAtEnd = look();
    panel.setPlace(isAtEnd, () => placeIn(scroller.current));
    if ((scroller.current?.scrollTop ?? Infinity) < EARLIER_WITHIN) setFirst((at) => Math.max(0, at - 1));
  };
  return (
    <div class="transcript">
      <div
        class="scroller"
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label="Chat"
        tabIndex={0}
        onScroll={onScroll}
        onClick={letGo}
      >
        <div class="turns" ref={turns}>
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
          <SetBack restore={transcript.restore} />
        </div>
      </div>
      {!atEnd && (
        <button
          type="button"
          class="to-end"
          title="Scroll to the end"
          aria-label="Scroll to the end"
          onClick={() => {
            toEnd(true);
            // The button disappears; keyboard scrolling continues here.
            scroller.current?.focus({ preventScroll: true });
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

/** Keeps the visible content in place when earlier pages are added above. */
function useSteadyView(scroller: Ref<HTMLDivElement | null>, turns: Ref<HTMLDivElement | null>, first: number): void {
  const painted = useRef(first);
  const page = turns.current?.firstElementChild;
  // Measured only when pages are about to be added: a layout on every paint is expensive.
  const before = page && painted.current !== first ? page.getBoundingClientRect().top : undefined;
  useLayoutEffect(() => {
    painted.current = first;
    if (!page?.isConnected || before === undefined || !scroller.current) return;
    scroller.current.scrollTop += page.getBoundingClientRect().top - before;
  }, [first, scroller]);
}
