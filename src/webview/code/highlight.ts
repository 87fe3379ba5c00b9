import { toFragment } from "../parts/sanitize.ts";

type Colour = (code: string, language: string) => string | undefined;

let colour: Colour | undefined;
let loading: Promise<void> | undefined;

/** Loads the languages once; later calls resolve at once. If loading fails, code is shown plain. */
export function loadLanguages(): Promise<void> {
  loading ??= import("./languages.ts").then(
    (languages) => {
      colour = languages.colour;
    },
    (error: unknown) => console.warn("Code stays without colours:", error),
  );
  return loading;
}

/** Longer code, in characters, stays plain: highlighting it would block the panel. */
const MAX_COLOURED = 40_000;

/**
 * Puts code into an element, highlighted if the languages are loaded and this one is known. Returns whether it is
 * highlighted.
 */
export function showCode(element: Element, code: string, language: string): boolean {
  const html = language === "" || code.length > MAX_COLOURED ? undefined : colour?.(code, language);
  if (html === undefined) element.textContent = code;
  else element.replaceChildren(toFragment(html));
  return html !== undefined;
}

const waiting: (() => void)[] = [];

/** Runs `work` when the panel is idle and the languages are loaded. */
export function colourLater(work: () => void): void {
  waiting.push(work);
  if (waiting.length === 1) void loadLanguages().then(() => requestIdleCallback(workOff));
}

function workOff(deadline: IdleDeadline): void {
  do waiting.shift()?.();
  while (waiting.length > 0 && deadline.timeRemaining() > 3);
  if (waiting.length > 0) requestIdleCallback(workOff);
}
