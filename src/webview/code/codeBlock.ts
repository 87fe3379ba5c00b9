import { type CodeAction, fenceInfo, offersOf } from "../../chat/codeBlocks.ts";
import { actionOf, CodeHead } from "./codeHead.ts";
import { colourLater, loadLanguages, showCode } from "./highlight.ts";

/** A stretch of open code is coloured anew with each of its lines; it ends at a blank line or at this many. */
const MAX_STRETCH = 30;
/** So many lines of code are looked at for what the block is. */
const HEAD_LINES = 4;

/** What the buttons of a code block act on, found from its element: the code, and the lines [from, to) of the text. */
type Shown = { code: string; from: number; to: number };
const shownIn = new WeakMap<Element, Shown>();

/** The action, code and place behind a click inside some code block's header; undefined for any other click. */
export function codeAction(target: Element): (Shown & { action: CodeAction | "copy"; button: Element }) | undefined {
  const button = target.closest("[data-code-action]");
  const found = shownIn.get(button?.closest(".code") ?? document.body);
  const action = button && actionOf(button);
  return found && action ? { action, button, ...found } : undefined;
}

/**
 * A block of code with its header. While open it grows by its new lines alone: the cost of a line does not depend on how
 * many came before. Colours settle when it is closed, since only then a comment's end, say, is known.
 */
export class CodeBlock {
  readonly element = document.createElement("div");
  readonly #code = document.createElement("code");
  readonly #head: CodeHead;
  readonly #block: { info: string; line: number; above: string };
  readonly #language: string;
  /** How much of the code stands in finished stretches. */
  #painted = 0;
  #stretch: HTMLElement | undefined;
  #shown = "";
  /** Line endings in what is shown. */
  #lines = 0;

  /** `line`: where its opening stands in the text; `above`: the line of text right above it. */
  constructor(block: { info: string; line: number; above: string }) {
    this.#block = block;
    const { language, file } = fenceInfo(block.info);
    this.#language = language;
    this.element.className = "code";
    const pre = document.createElement("pre");
    pre.tabIndex = 0;
    pre.append(this.#code);
    this.#head = new CodeHead(language, file);
    this.element.append(this.#head.element, pre);
    this.#remember("");
    this.#offer("");
    if (language !== "") void loadLanguages();
  }

  /** Shows the code so far; `code` begins with what was given before. */
  grow(code: string): void {
    if (code === this.#shown) return;
    const before = this.#lines;
    this.#lines += newLines(code, this.#shown.length);
    this.#shown = code;
    this.#remember(code);
    // Half a line may look like a path that it is not.
    if (before < HEAD_LINES && this.#lines > before) this.#offer(code.slice(0, code.lastIndexOf("\n")));
    let open = code.slice(this.#painted);
    for (let cut = stretchEnd(open); cut !== -1; cut = stretchEnd(open)) {
      this.#paintStretch(open.slice(0, cut));
      this.#painted += cut + 1;
      this.#stretch = undefined;
      open = open.slice(cut + 1);
    }
    this.#paintStretch(open);
  }

  /** The whole code; `to`: the line of the text behind the block. `settled`: it is not going to change. */
  close(code: string, to: number, settled = true): void {
    if (!this.#stretch) {
      this.#lines = newLines(code, 0);
      this.#code.textContent = code;
      this.#offer(code);
    } else this.grow(code);
    this.#remember(code, to);
    if (settled) this.#head.end();
    if (this.#language !== "") colourLater(() => showCode(this.#code, code, this.#language));
  }

  #paintStretch(text: string): void {
    if (!this.#stretch) {
      this.#stretch = document.createElement("span");
      this.#stretch.className = "stretch";
      this.#code.append(this.#stretch);
    }
    showCode(this.#stretch, text, this.#language);
  }

  /** Puts the buttons there that the block deserves by what is known of it. They act once it has ended. */
  #offer(code: string): void {
    const { info, above } = this.#block;
    this.#head.offer(offersOf({ info, above, head: code.split("\n", HEAD_LINES).join("\n") }));
  }

  #remember(code: string, to?: number): void {
    const from = this.#block.line;
    const next = from + 1 + this.#lines + (code === "" || code.endsWith("\n") ? 0 : 1);
    shownIn.set(this.element, { code, from, to: to ?? next });
  }
}

/** Line endings in a text from a place on. */
function newLines(text: string, from: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** Where the first stretch of open code ends: at the line ending before a blank line, or of its last line; -1 while it lasts. */
function stretchEnd(code: string): number {
  let lines = 0;
  for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) {
    lines++;
    if (lines === MAX_STRETCH || (at > 0 && code[at + 1] === "\n")) return at;
  }
  return -1;
}
