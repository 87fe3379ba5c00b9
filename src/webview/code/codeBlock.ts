import { type CodeAction, fenceInfo, offersOf } from "../../chat/codeBlocks.ts";
import { actionOf, CodeHead } from "./codeHead.ts";
import { colourLater, loadLanguages, showCode } from "./highlight.ts";

/**
 * Open code is highlighted again with each new line, in stretches. A stretch ends at a blank line or after this many
 * lines.
 */
const MAX_STRETCH = 30;
/** Lines of code inspected to detect what the block is. */
const HEAD_LINES = 4;

/** The target of a code block's buttons, found from its element: the code, and its lines [from, to) of the text. */
type Shown = { code: string; from: number; to: number };
const shownIn = new WeakMap<Element, Shown>();

/** The action, code and place of a click in a code block's header; undefined for any other click. */
export function codeAction(target: Element): (Shown & { action: CodeAction | "copy"; button: Element }) | undefined {
  const button = target.closest("[data-code-action]");
  const found = shownIn.get(button?.closest(".code") ?? document.body);
  const action = button && actionOf(button);
  return found && action ? { action, button, ...found } : undefined;
}

/**
 * A code block with its header. While open, only new lines are added, so the cost of a line doesn't depend on those
 * before. Highlighting settles on closing, because only then the end of a comment, for example, is known.
 */
export class CodeBlock {
  readonly element = document.createElement("div");
  readonly #code = document.createElement("code");
  readonly #head: CodeHead;
  readonly #block: { info: string; line: number; above: string };
  readonly #language: string;
  /** Characters of code in finished stretches. */
  #painted = 0;
  #stretch: HTMLElement | undefined;
  #shown = "";
  /** Line breaks shown so far. */
  #lines = 0;

  /** `line`: the opening fence's line in the text; `above`: the line of text before it. */
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

  /** Shows the code so far; `code` starts with the previous code. */
  grow(code: string): void {
    if (code === this.#shown) return;
    const before = this.#lines;
    this.#lines += newLines(code, this.#shown.length);
    this.#shown = code;
    this.#remember(code);
    // A half-written line may look like a path by accident.
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

  /** Shows the whole code. `to`: the line of the text after the block; `settled`: it won't change any more. */
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

  /** Adds the buttons that fit the code so far. They work once the block has ended. */
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

/** The number of line breaks in a text from an offset on. */
function newLines(text: string, from: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", from); at !== -1; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/**
 * Where the first stretch of open code ends: at the line break before a blank line, or after its last line. -1 if it is
 * unfinished.
 */
function stretchEnd(code: string): number {
  let lines = 0;
  for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) {
    lines++;
    if (lines === MAX_STRETCH || (at > 0 && code[at + 1] === "\n")) return at;
  }
  return -1;
}
