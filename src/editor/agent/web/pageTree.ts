import { WritableStream as HtmlReader } from "htmlparser2/WritableStream";

/** An element of a page. Names are in lower case. */
export type PageElement = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (PageElement | string)[];
};

/** What goes beyond is passed over: elements of a page, and how deep they are in each other. */
const MOST_ELEMENTS = 200_000;
const DEEPEST = 256;
/** The parser takes ever longer for what is deeper, so the rest of such a page is not read. */
const TOO_DEEP = 5000;
/** Characters that are parsed at once. */
const PIECE = 65_536;

/** Parses HTML as browsers do, more or less: any text is a page. */
export async function pageTree(html: string): Promise<PageElement> {
  const root: PageElement = { name: "", attributes: {}, children: [] };
  const open: PageElement[] = [root];
  let elements = 0;
  /** How many are open that are not kept. */
  let beyond = 0;
  const reader = new HtmlReader({
    onopentag(name, attributes) {
      if (beyond > 0 || open.length > DEEPEST || ++elements > MOST_ELEMENTS) return void beyond++;
      const outer = rowsIn.get(name);
      // The parser closes no cell for a row or a part of the table that begins.
      if (outer) closeTo(open, (each) => outer.has(each));
      const element = { name, attributes, children: [] };
      open.at(-1)!.children.push(element);
      open.push(element);
    },
    ontext(text) {
      const { children } = open.at(-1)!;
      const last = children.at(-1);
      // A reference to a character is a piece of its own.
      if (typeof last === "string") children[children.length - 1] = last + text;
      else children.push(text);
    },
    onclosetag(name) {
      if (beyond > 0) return void beyond--;
      closeTo(open, (each) => each === name);
      if (open.at(-1)?.name === name) open.pop();
    },
  });
  // In pieces, so that the editor can do other things between them.
  for (let at = 0; at < html.length && open.length + beyond < TOO_DEEP; at += PIECE) {
    reader.write(html.slice(at, at + PIECE));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await new Promise<void>((resolve) => reader.end(() => resolve()));
  return root;
}

/** What the parts of a table are in. */
const rowsIn = new Map([
  ["tr", new Set(["table", "thead", "tbody", "tfoot"])],
  ...["thead", "tbody", "tfoot"].map((name): [string, Set<string>] => [name, new Set(["table"])]),
]);

/** Closes what is open up to the innermost element with such a name; nothing if there is none. */
function closeTo(open: PageElement[], isIt: (name: string) => boolean): void {
  const at = open.findLastIndex(({ name }) => isIt(name));
  if (at > 0) open.splice(at + 1);
}

/** All elements below one, in the order of the page, without those below an element that `isSkipped`. */
export function* elementsBelow(
  element: PageElement,
  isSkipped: (each: PageElement) => boolean = () => false,
): Generator<PageElement> {
  const waiting = [element];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next !== element) yield next;
    const inner = next.children.filter((child): child is PageElement => typeof child !== "string" && !isSkipped(child));
    waiting.push(...inner.reverse());
  }
}
