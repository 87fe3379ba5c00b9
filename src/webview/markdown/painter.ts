import { CodeBlock } from "../code/codeBlock.ts";
import { finish, grow, noBlocks, type Block, type Blocks } from "./blocks.ts";
import { renderMarkdown, type References } from "./parser.ts";
import { toFragment } from "./sanitize.ts";
import { presentable } from "./tail.ts";

/** An open end that took long to paint is painted again only after this many times as long: painting leaves the panel most of its time. */
const REST_FACTOR = 6;
const CHEAP_MS = 3;

/** So many blocks share a shelf. Laying out what grows walks along its shelf and the shelves, not along all blocks. */
const SHELF_LENGTH = 12;

type Painted = { source: string; element: HTMLElement };

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
  }

  #settle(blocks: readonly Block[]): void {
    const known = Object.keys(this.#references).length;
    for (const block of blocks) {
      if (block.type === "fence") this.#settleFence(block);
      else this.#settleMarkdown(block.source);
    }
    if (Object.keys(this.#references).length === known) return;
    for (const { source, element } of this.#linked) fill(element, source, this.#references);
  }

  #settleFence(block: Extract<Block, { type: "fence" }>): void {
    const code = this.#code ?? this.#addCode(block.info);
    code.close(block.code);
    this.#code = undefined;
  }

  #settleMarkdown(source: string): void {
    const element = newElement("block");
    fill(element, source, this.#references);
    this.#place(element);
    if (source.includes("[")) this.#linked.push({ source, element });
  }

  #addCode(info: string): CodeBlock {
    const code = new CodeBlock(info);
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
      this.#code ??= this.#addCode(open.info);
      this.#code.grow(shown);
      return;
    }
    if (shown.trim() === "") return this.#dropOpen();
    if (!this.#tail) {
      this.#tail = newElement("block");
      (this.#shelf ?? this.#addShelf()).append(this.#tail);
    }
    // Definitions in the open end are not whole yet: they serve it alone.
    fill(this.#tail, shown, { ...this.#references });
  }

  #dropOpen(): void {
    this.#tail?.remove();
    this.#tail = undefined;
  }
}

function newElement(kind: "block" | "shelf"): HTMLElement {
  const element = document.createElement("div");
  element.className = kind;
  return element;
}

function fill(element: HTMLElement, source: string, references: References): void {
  const fragment = toFragment(renderMarkdown(source, references));
  for (const pre of fragment.querySelectorAll("pre")) {
    const block = new CodeBlock(pre.dataset["info"] ?? "");
    block.close(pre.textContent);
    pre.replaceWith(block.element);
  }
  element.replaceChildren(fragment);
}
