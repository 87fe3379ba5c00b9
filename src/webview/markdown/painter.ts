import { CodeBlock } from "../code/codeBlock.ts";
import { finish, grow, noBlocks, type Block, type Blocks } from "./blocks.ts";
import { renderMarkdown, type References } from "./parser.ts";
import { toFragment } from "../parts/sanitize.ts";
import { presentable } from "./tail.ts";

/** An open end that took long to paint is painted again only after this many times as long: painting leaves the panel most of its time. */
const REST_FACTOR = 6;
const CHEAP_MS = 3;

/** So many blocks share a shelf. Laying out what grows walks along its shelf and the shelves, not along all blocks. */
const SHELF_LENGTH = 12;

type Painted = { source: string; line: number; element: HTMLElement };

/**
 * Paints growing Markdown into an element. A settled block is painted once, into an element of its own that is never
 * touched again; only the open end is painted anew, and open code only grows.
 */
export class MarkdownPainter {
  readonly #root: HTMLElement;
  /** The last shelf: what is added goes there. */
  #shelf: HTMLElement | undefined;
  #text = "";
  /** Whether the text was whole: one that grows after all is painted anew. */
  #isFinal = false;
  #blocks: Blocks = noBlocks;
  /** Blocks whose links may yet find their definition further down. */
  #linked: Painted[] = [];
  #references: References = Object.create(null) as References;
  #tail: HTMLElement | undefined;
  #code: CodeBlock | undefined;
  /** The last line of text of the block before. */
  #above = "";
  #restUntil = 0;
  #timer: number | undefined;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** Shows `text`, which mostly begins with what was shown before. `final`: nothing more will come. */
  paint(text: string, final: boolean): void {
    window.clearTimeout(this.#timer);
    const started = performance.now();
    if (!final && started < this.#restUntil) {
      this.#timer = window.setTimeout(() => this.paint(text, false), this.#restUntil - started);
      return;
    }
    if (this.#isFinal && final && text === this.#text) return;
    if (this.#isFinal || !text.startsWith(this.#text)) this.#reset();
    this.#isFinal = final;
    const step = grow(this.#blocks, text.slice(this.#text.length));
    this.#text = text;
    this.#blocks = step.blocks;
    this.#settle(final ? [...step.settled, ...finish(step.blocks)] : step.settled);
    if (final) this.#dropOpen();
    else this.#paintOpen();
    const took = performance.now() - started;
    this.#restUntil = took > CHEAP_MS ? started + took * REST_FACTOR : 0;
  }

  /** Stops what is still planned. */
  dispose(): void {
    window.clearTimeout(this.#timer);
  }

  #reset(): void {
    this.#root.replaceChildren();
    this.#shelf = undefined;
    this.#text = "";
    this.#blocks = noBlocks;
    this.#linked = [];
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
    for (const { source, line, element } of this.#linked) fill(element, source, this.#references, line);
  }

  #settleFence(block: Extract<Block, { type: "fence" }>): void {
    const code = this.#code ?? this.#addCode(block);
    code.close(block.code, block.line + block.source.replace(/\n$/, "").split("\n").length);
    this.#code = undefined;
  }

  #settleMarkdown({ source, line }: Block): void {
    const element = newElement("block");
    fill(element, source, this.#references, line);
    this.#place(element);
    if (source.includes("[")) this.#linked.push({ source, line, element });
  }

  #addCode({ info, line }: { info: string; line: number }): CodeBlock {
    const code = new CodeBlock({ info, line, above: this.#above });
    code.element.classList.add("block");
    this.#place(code.element);
    return code;
  }

  /** Puts a block behind the others, before the open end. */
  #place(block: HTMLElement): void {
    let shelf = this.#shelf ?? this.#addShelf();
    if (shelf.childElementCount - (this.#tail ? 1 : 0) >= SHELF_LENGTH) shelf = this.#addShelf();
    shelf.insertBefore(block, this.#tail ?? null);
  }

  /** The open end goes along: it is always on the last shelf. */
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
    // Definitions in the open end are not whole yet: they serve it alone.
    fill(this.#tail, shown, { ...this.#references }, open.line, false);
  }

  #dropOpen(): void {
    this.#tail?.remove();
    this.#tail = undefined;
  }
}

/** The text of a block that stands right above the next one: at most one blank line lies between. */
function lastLine(source: string): string {
  const lines = source.split("\n");
  return [lines.at(-2), lines.at(-3)].find((line) => line !== undefined && line.trim() !== "") ?? "";
}

function newElement(kind: "block" | "shelf"): HTMLElement {
  const element = document.createElement("div");
  element.className = kind;
  return element;
}

function fill(element: HTMLElement, source: string, references: References, line: number, settled = true): void {
  const fragment = toFragment(renderMarkdown(source, references, line));
  for (const pre of fragment.querySelectorAll("pre")) {
    const { info = "", lines = "" } = pre.dataset;
    const [from, to] = lines.split("-").map(Number);
    const block = new CodeBlock({ info, line: from ?? 0, above: "" });
    block.close(pre.textContent, to ?? 0, settled);
    pre.replaceWith(block.element);
  }
  element.replaceChildren(fragment);
}
