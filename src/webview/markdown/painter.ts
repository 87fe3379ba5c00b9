import { CodeBlock } from "../code/codeBlock.ts";
import { finish, grow, noBlocks, type Block, type Blocks } from "./blocks.ts";
import { renderMarkdown, type References } from "./parser.ts";
import { toFragment } from "../parts/sanitize.ts";
import { presentable } from "./tail.ts";

/** After painting the open end, waits this many times the painting time. So most of the panel's time stays free. */
const REST_FACTOR = 6;
const CHEAP_MS = 3;
/** A long text is painted in pieces of so many characters; after so many milliseconds, others have their turn. */
const PIECE = 16_000;
const AT_ONCE_MS = 30;

/** Blocks per shelf. Layout of growing text visits its own shelf and the list of shelves, not all blocks. */
const SHELF_LENGTH = 12;

type Painted = { block: Extract<Block, { type: "markdown" }>; element: HTMLElement };

/**
 * Paints growing Markdown into an element. A settled block is painted once and never changed. Only the open end is
 * painted again; open code only grows.
 */
export class MarkdownPainter {
  readonly #root: HTMLElement;
  /** The last shelf; new blocks go there. */
  #shelf: HTMLElement | undefined;
  #text = "";
  /** Whether the text was complete. If it grows after all, everything is painted again. */
  #isFinal = false;
  #blocks: Blocks = noBlocks;
  /** Blocks with links whose definition may still follow. */
  #linked: Painted[] = [];
  /** How many of them, from the first, still have to be painted with definitions that came later. */
  #stale = 0;
  #staleTimer: number | undefined;
  #references: References = Object.create(null) as References;
  #tail: HTMLElement | undefined;
  #code: CodeBlock | undefined;
  /** The last text line of the previous block. */
  #above = "";
  #restUntil = 0;
  #timer: number | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** Shows `text`, which usually starts with the previous text. `final`: no more text follows. */
  paint(text: string, final: boolean): void {
    window.clearTimeout(this.#timer);
    const started = performance.now();
    if (!final && started < this.#restUntil) {
      this.#timer = window.setTimeout(() => this.paint(text, false), this.#restUntil - started);
      return;
    }
    if (this.#isFinal && final && text === this.#text) return;
    if (this.#isFinal || !text.startsWith(this.#text)) this.#reset();
    this.#isFinal = false;
    for (let isFirst = true; isFirst || this.#text.length < text.length; isFirst = false) {
      if (!isFirst && performance.now() - started > AT_ONCE_MS) {
        this.#timer = window.setTimeout(() => this.paint(text, final));
        return;
      }
      const end = this.#text.length + PIECE;
      const step = grow(this.#blocks, text.slice(this.#text.length, end));
      this.#text = text.slice(0, end);
      this.#blocks = step.blocks;
      this.#settle(step.settled);
    }
    this.#isFinal = final;
    if (final) this.#settle(finish(this.#blocks));
    if (final) this.#dropOpen();
    else this.#paintOpen();
    const took = performance.now() - started;
    this.#restUntil = took > CHEAP_MS ? started + took * REST_FACTOR : 0;
  }

  /** Cancels pending work. */
  dispose(): void {
    window.clearTimeout(this.#timer);
    window.clearTimeout(this.#staleTimer);
  }

  #reset(): void {
    this.#root.replaceChildren();
    this.#shelf = undefined;
    this.#text = "";
    this.#blocks = noBlocks;
    this.#linked = [];
    this.#stale = 0;
    this.#references = Object.create(null) as References;
    this.#tail = undefined;
    this.#code = undefined;
    this.#above = "";
  }

  #settle(blocks: readonly Block[]): void {
    const known = Object.keys(this.#references).length;
    for (const block of blocks) {
      if (block.type === "fence") this.#settleFence(block);
      else this.#settleMarkdown(block);
      this.#above = block.type === "fence" ? "" : lastLine(block.source);
    }
    if (Object.keys(this.#references).length === known) return;
    this.#stale = this.#linked.length;
    this.#refresh();
  }

  /** Paints blocks again whose links may have got a definition, the latest first, and for so long as others can wait. */
  #refresh(): void {
    window.clearTimeout(this.#staleTimer);
    for (const started = performance.now(); this.#stale > 0 && performance.now() - started < AT_ONCE_MS;) {
      const painted = this.#linked[--this.#stale];
      if (painted) fill(painted.element, painted.block, this.#references);
    }
    if (this.#stale > 0) this.#staleTimer = window.setTimeout(() => this.#refresh(), AT_ONCE_MS);
  }

  #settleFence(block: Extract<Block, { type: "fence" }>): void {
    const code = this.#code ?? this.#addCode(block);
    code.close(block.code, block.line + block.source.replace(/\n$/, "").split("\n").length);
    this.#code = undefined;
  }

  #settleMarkdown(block: Extract<Block, { type: "markdown" }>): void {
    const element = newElement("block");
    fill(element, block, this.#references);
    this.#place(element);
    if (block.source.includes("[")) this.#linked.push({ block, element });
  }

  #addCode({ info, line }: { info: string; line: number }): CodeBlock {
    const code = new CodeBlock({ info, line, above: this.#above });
    code.element.classList.add("block");
    this.#place(code.element);
    return code;
  }

  /** Adds a block after the others, before the open end. */
  #place(block: HTMLElement): void {
    let shelf = this.#shelf ?? this.#addShelf();
    if (shelf.childElementCount - (this.#tail ? 1 : 0) >= SHELF_LENGTH) shelf = this.#addShelf();
    shelf.insertBefore(block, this.#tail ?? null);
  }

  /** The open end moves along: it is always on the last shelf. */
  #addShelf(): HTMLElement {
    const shelf = newElement("shelf");
    if (this.#tail) shelf.append(this.#tail);
    this.#root.append(shelf);
    this.#shelf = shelf;
    return shelf;
  }

  #paintOpen(): void {
    const { open } = this.#blocks;
    const shown = presentable(this.#blocks);
    if (open.type === "fence") {
      this.#dropOpen();
      this.#code ??= this.#addCode(open);
      this.#code.grow(shown);
      return;
    }
    if (shown.trim() === "") return this.#dropOpen();
    if (!this.#tail) {
      this.#tail = newElement("block");
      (this.#shelf ?? this.#addShelf()).append(this.#tail);
    }
    // Definitions in the open end may be incomplete, so only the open end uses them.
    fill(this.#tail, { ...open, type: "markdown", source: shown }, { ...this.#references }, false);
  }

  #dropOpen(): void {
    this.#tail?.remove();
    this.#tail = undefined;
  }
}

/** The last line of a block, if at most one blank line separates it from the next. */
function lastLine(source: string): string {
  const lines = source.split("\n");
  return [lines.at(-2), lines.at(-3)].find((line) => line !== undefined && line.trim() !== "") ?? "";
}

function newElement(kind: "block" | "shelf"): HTMLElement {
  const element = document.createElement("div");
  element.className = kind;
  return element;
}

function fill(
  element: HTMLElement,
  { source, line, continued }: Painted["block"],
  references: References,
  settled = true,
): void {
  element.classList.toggle("continued", continued !== undefined);
  const fragment = toFragment(renderMarkdown(source, references, line, continued));
  for (const pre of fragment.querySelectorAll("pre")) {
    const { info = "", lines = "" } = pre.dataset;
    const [from, to] = lines.split("-").map(Number);
    const block = new CodeBlock({ info, line: from ?? 0, above: "" });
    block.close(pre.textContent, to ?? 0, settled);
    pre.replaceWith(block.element);
  }
  element.replaceChildren(fragment);
}
