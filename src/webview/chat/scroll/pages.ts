import type { Transcript, Turn } from "../../../agent/transcript/transcript.ts";

/** Turns are painted in pages; an unchanged page is skipped as a whole. */
export const PAGE_TURNS = 8;
/** Pages painted when a chat opens; earlier ones follow on scroll. */
const FIRST_PAGES = 2;

export type Page = { at: number; turns: readonly Turn[] };

/** The number of pages in a transcript. */
export function pageCount({ settled, open }: Transcript): number {
  return Math.ceil((settled.length + (open ? 1 : 0)) / PAGE_TURNS);
}

/** The first page to paint when a chat opens. Early enough to show the saved reading place, if there is one. */
export function firstPage({ settled, open }: Transcript, place: { turnId: string } | undefined): number {
  const last = Math.max(0, pageCount({ settled, open }) - FIRST_PAGES);
  const at = settled.findIndex(({ id }) => id === place?.turnId);
  return at === -1 ? last : Math.min(last, Math.floor(at / PAGE_TURNS));
}

/** The pages from `first` on. A turn never changes its page, not even when it settles. */
export function pagesFrom({ settled, open }: Transcript, first: number): Page[] {
  const pages: Page[] = [];
  const count = pageCount({ settled, open });
  for (let at = Math.max(0, first); at < count; at++) {
    const turns = settled.slice(at * PAGE_TURNS, (at + 1) * PAGE_TURNS);
    pages.push({ at, turns: open && at === count - 1 ? [...turns, open] : turns });
  }
  return pages;
}

/** Whether both lists hold the same turns, by identity. */
export function sameTurns(one: readonly Turn[], other: readonly Turn[]): boolean {
  return one.length === other.length && one.every((turn, at) => turn === other[at]);
}
