import type { ReadingPlace } from "../../state/host.ts";

const turnsIn = (scroller: Element): HTMLElement[] => [...scroller.querySelectorAll<HTMLElement>(".turn")];

/** The reading place: the first turn that reaches into the view. Undefined if there is none. */
export function placeIn(scroller: Element | null): ReadingPlace | undefined {
  if (!scroller) return undefined;
  const top = scroller.getBoundingClientRect().top;
  const turn = turnsIn(scroller).find((each) => each.getBoundingClientRect().bottom > top);
  const turnId = turn?.dataset["id"];
  return turn && turnId !== undefined ? { turnId, offset: top - turn.getBoundingClientRect().top } : undefined;
}

/** Scrolls to a place; returns whether its turn exists. */
export function scrollTo(scroller: Element | null, place: ReadingPlace | undefined): boolean {
  const turn = scroller && turnsIn(scroller).find((each) => each.dataset["id"] === place?.turnId);
  if (!scroller || !turn || !place) return false;
  scroller.scrollTop += turn.getBoundingClientRect().top + place.offset - scroller.getBoundingClientRect().top;
  return true;
}
