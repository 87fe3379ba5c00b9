import { piecesOf } from "../../words/signs.ts";

/** A text in which each character that can't be seen is drawn as a sign. `oneLine`: tabs and line feeds too. */
export function Signs({ text, oneLine = false }: { text: string; oneLine?: boolean }) {
  return piecesOf(text, oneLine).map((piece, at) =>
    piece.isSign ? (
      <span key={at} class="sign" title={signTitle}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  );
}

export const signTitle = "A character that can't be seen";

/** Does the same within an element that shows a text, whatever elements it is spread over. */
export function drawSigns(element: Element): void {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
  for (const node of texts) {
    const pieces = piecesOf(node.data);
    if (pieces.some(({ isSign }) => isSign))
      node.replaceWith(...pieces.map(({ text, isSign }) => (isSign ? signOf(text) : text)));
  }
}

function signOf(text: string): HTMLElement {
  const sign = document.createElement("span");
  sign.className = "sign";
  sign.title = signTitle;
  sign.textContent = text;
  return sign;
}
