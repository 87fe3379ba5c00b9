import { markerAt } from "../dialect/syntax/markers.ts";

/** So many tokens without content in a row are no answer of a sound model. */
const longestRun = 64;
/** So many tokens in which nothing is to be shown: markers of any kind, white space, tokens without content. */
const mostUnshown = 200;
/** A piece of nothing but white space counts as a token, a long one as several of so many characters. */
const blanksPerToken = 10;

/** Tokens that stand for nothing in any text. */
const contentless = /^<(?:unused\d{1,4}|pad|bos|eos|unk|mask|start_of_image|end_of_image|image_soft_token)>$/;
const others = ["<unk>", "<mask>", "<start_of_image>", "<end_of_image>", "<image_soft_token>"];
const longest = 32;

/** "broken": the model writes nothing but tokens that say nothing. "ended": only tokens that end an answer, behind one. */
export type EmptyFound = "broken" | "ended";

export type EmptyWatch = { take(delta: string): EmptyFound | undefined };

/**
 * Watches what a server sends, before anything is taken out of it or held back, for a model that writes tokens without
 * content and does not stop: a broken model file, or a server that does not know the model. A list of such tokens that
 * counts them up is a text about them.
 */
export function createEmptyWatch(): EmptyWatch {
  let carry = "";
  let run = 0;
  let unshown = 0;
  let said = false;
  let onlyEnds = true;
  let last = -1;

  const onToken = (text: string, ends: boolean): void => {
    unshown++;
    onlyEnds &&= ends;
    const number = Number(/^<unused(\d+)>$/.exec(text)?.[1] ?? -1);
    const counts = number >= 0 && number === last + 1;
    last = number;
    if (counts) run = 1;
    else if (ends || contentless.test(text)) run++;
  };
  const onText = (): void => {
    said = true;
    run = 0;
    unshown = 0;
    onlyEnds = true;
    last = -1;
  };

  return {
    take(delta) {
      const text = carry + delta;
      carry = "";
      if (delta !== "" && delta.trim() === "") unshown += Math.max(1, Math.floor(delta.length / blanksPerToken));
      for (let at = 0; at < text.length;) {
        const char = text[at] ?? "";
        const token = char === "<" ? tokenAt(text, at) : undefined;
        if (token === "more") {
          carry = text.slice(at);
          break;
        }
        if (token) {
          onToken(token.text, token.ends);
          at += token.text.length;
        } else {
          if (char.trim() !== "") onText();
          at++;
        }
        if (run >= longestRun || unshown >= mostUnshown) return said && onlyEnds && run > 0 ? "ended" : "broken";
      }
      return unshown >= mostUnshown ? "broken" : undefined;
    },
  };
}

/** A token at `at` that is not shown. */
function tokenAt(text: string, at: number): { text: string; ends: boolean } | "more" | undefined {
  const marker = markerAt(text, at, false);
  if (marker === "more") return "more";
  if (marker?.kind === "string" || marker?.kind === "call") return undefined;
  if (marker) return { text: marker.text, ends: marker.kind === "end" };
  const rest = text.slice(at, at + longest);
  const other = others.find((each) => rest.startsWith(each));
  if (other !== undefined) return { text: other, ends: false };
  return others.some((each) => each.startsWith(rest)) ? "more" : undefined;
}
