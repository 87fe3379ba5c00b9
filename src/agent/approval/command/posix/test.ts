import { NotUnderstood, type Node } from "../line/script.ts";
import { calculate } from "./expansion.ts";
import type { Reader } from "./reader.ts";
import { draft, finished } from "./simple.ts";
import { readWord } from "./words.ts";

/** Reads `[[ … ]]` behind its beginning. It runs nothing but the substitutions in it. */
export function readTest(reader: Reader): Node {
  const made = draft();
  let isCalculated = false;
  let before = "";
  for (;;) {
    reader.match(/\s+|\\\n/y);
    if (reader.match(/\]\](?=[\s;&|()<>]|$)/y) !== undefined) break;
    if (reader.peek() === "(" && !/\s/.test(reader.text[reader.at - 1] ?? ""))
      throw new NotUnderstood("A pattern with ( ) is not understood.");
    if (reader.match(/&&|\|\||[()<>]|!(?=\s)/y) !== undefined) continue;
    const word = reader.match(/=~(?=\s)/y) === undefined ? readWord(reader) : expression(reader);
    if (!word) throw new NotUnderstood("The test is not understood.");
    made.nested.push(...word.nested);
    const { raw } = word.word;
    if (/^-(eq|ne|lt|le|gt|ge)$/.test(raw)) {
      calculate(reader.shared.calculated, before);
      isCalculated = true;
      before = raw;
      continue;
    }
    if (isCalculated) calculate(reader.shared.calculated, raw.replace(/^"(.*)"$/, "$1"));
    // A name after -v may have an index, which is evaluated.
    if (before === "-v" || before === "-R") plainName(raw);
    isCalculated = false;
    before = raw.replace(/^"(.*)"$/, "$1");
  }
  return finished(reader, made);
}

function plainName(raw: string): void {
  if (!/^\w+$/.test(raw)) throw new NotUnderstood("The test of a variable is not understood.");
}

/** A regular expression of few signs, or a word. */
function expression(reader: Reader): ReturnType<typeof readWord> {
  reader.match(/\s+/y);
  const plain = reader.match(/(?:[\w.^\][*+?:/@-]|\$(?=\s)|\\[.\w/-]|\([\w.|*+?[\]-]*\))+(?=\s)/y);
  if (plain === undefined) return readWord(reader);
  return {
    word: { text: plain, raw: plain, kind: "static", head: plain, isQuoted: false, isTilde: false },
    nested: [],
    isPlain: false,
  };
}
