import type { OpenTag } from "./elements.ts";

/** Elements that have no end, or need none. */
const endless = new Set([
  "br",
  "hr",
  "img",
  "input",
  "meta",
  "link",
  "area",
  "base",
  "col",
  "source",
  "wbr",
  "p",
  "li",
  "dt",
  "dd",
]);

/** A document of XML or HTML that the answer shows, from an element that begins a line to its end: calls in it are data. */
export class XmlDocument {
  #close: string | undefined;

  get open(): boolean {
    return this.#close !== undefined;
  }

  begin(tag: OpenTag): void {
    if (!this.open && !tag.closed && !endless.has(tag.name.toLowerCase())) this.#close = `</${tag.name}`;
  }

  close(): void {
    this.#close = undefined;
  }

  /** A tag stands at `at`: whether it ends the document, or "more" where that is not yet certain. */
  tagAt(text: string, at: number, ended: boolean): "more" | undefined {
    if (this.#close === undefined) return undefined;
    if (text.startsWith(this.#close, at)) this.close();
    else if (!ended && this.#close.startsWith(text.slice(at))) return "more";
    return undefined;
  }
}
