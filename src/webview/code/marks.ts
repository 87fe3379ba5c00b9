/** Characters [start, end) of a text, in UTF-16 units. */
export type Stretch = { start: number; end: number };
export type Piece = { text: string; marked: boolean };

/** Splits a part of a text, starting at `offset`, at the bounds of `stretches` (ascending, without overlap). */
export function piecesOf(part: string, offset: number, stretches: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const upTo = (end: number, marked: boolean): void => {
    const text = part.slice(at, Math.max(at, end));
    if (text !== "") pieces.push({ text, marked });
    at += text.length;
  };
  for (const { start, end } of stretches) {
    upTo(start - offset, false);
    upTo(end - offset, true);
  }
  upTo(part.length, false);
  return pieces;
}

/** Wraps stretches of an element's text in `<mark>`, across element boundaries. */
export function markText(element: Element, stretches: readonly Stretch[]): void {
  if (stretches.length === 0) return;
  let offset = 0;
  for (const node of textsIn(element)) {
    const pieces = piecesOf(node.data, offset, stretches);
    offset += node.data.length;
    node.replaceWith(...pieces.map(({ text, marked }) => (marked ? markOf(text) : text)));
  }
}

function textsIn(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  return texts;
}

function markOf(text: string): HTMLElement {
  const mark = document.createElement("mark");
  mark.textContent = text;
  return mark;
}
