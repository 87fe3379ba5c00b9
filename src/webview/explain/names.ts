import type { NamedPlace } from "../../chat/protocol/explain.ts";

/** At most this many names of one answer are looked up. */
const MOST_NAMES = 40;

/** `price`, `Cart.total`, `tax()`. */
const isName = /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|#)[\p{L}_$][\p{L}\p{N}_$]*)*(?:\(\))?$/u;

/** Code spans in running text that are names and not yet links. */
function spansIn(answer: Element): HTMLElement[] {
  const spans = [...answer.querySelectorAll<HTMLElement>(".markdown code")];
  return spans.filter((span) => !span.closest("pre, a") && isName.test(span.textContent ?? ""));
}

/** The names that an answer mentions as code, without duplicates. */
export function namesIn(answer: Element): string[] {
  return [...new Set(spansIn(answer).map((span) => span.textContent ?? ""))].slice(0, MOST_NAMES);
}

/** Turns names with a known place into links. */
export function linkNames(answer: Element, places: readonly NamedPlace[]): void {
  const hrefs = new Map(places.map(({ name, href }) => [name, href]));
  for (const span of spansIn(answer)) {
    const href = hrefs.get(span.textContent ?? "");
    if (href === undefined) continue;
    const link = document.createElement("a");
    link.href = href;
    link.title = href;
    span.classList.add("named");
    span.replaceWith(link);
    link.append(span);
  }
}
