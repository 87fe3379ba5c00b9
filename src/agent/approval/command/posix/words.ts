import { NotUnderstood, type Node, type Word } from "../line/script.ts";
import { WordBuilder } from "../line/wordBuilder.ts";
import { readBackticks, readDollar, readDouble, refuseHistory } from "./expansion.ts";
import type { Reader } from "./reader.ts";

/** A word with the substitutions in it; `isPlain` if nothing of it is quoted or expanded, so that it may be a keyword. */
export type ReadWord = { word: Word; nested: readonly Node[]; isPlain: boolean };

const simpleEscapes = new Map(Object.entries({ n: "\n", t: "\t", "\\": "\\", "'": "'", '"': '"' }));

/** Reads a word; undefined if none begins here. */
export function readWord(reader: Reader): ReadWord | undefined {
  const word = new WordBuilder();
  const start = reader.at;
  const braces: { at: number; isList: boolean }[] = [];
  for (;;) {
    const character = reader.peek();
    if (character === "" || /[\s;&|()]/.test(character)) break;
    if (character === "<" || character === ">") {
      if (reader.text[reader.at + 1] !== "(" || (word.isStarted && /^\d+$/.test(word.soFar))) break;
      reader.at += 2;
      word.dynamic(reader.nested(")"));
      continue;
    }
    reader.at++;
    unquoted(reader, word, character, braces);
  }
  if (/\(/.test(reader.peek()) && word.isStarted && !word.isPlain)
    throw new NotUnderstood("A pattern with ( ) is not understood.");
  if (!word.isStarted) return undefined;
  const raw = reader.text.slice(start, reader.at);
  return { word: word.build(raw), nested: word.nested, isPlain: word.isPlain };
}

function unquoted(
  reader: Reader,
  word: WordBuilder,
  character: string,
  braces: { at: number; isList: boolean }[],
): void {
  switch (character) {
    case "\\": {
      const next = reader.peek();
      if (next === "") throw new NotUnderstood("A backslash stands at the end.");
      reader.at++;
      if (next === "\n") return;
      word.isQuoted = true;
      return word.add(next);
    }
    case "'": {
      const text = reader.match(/[^']*/y) ?? "";
      reader.expect("'");
      word.isQuoted = true;
      return word.add(text);
    }
    case '"':
      return readDouble(reader, word, '"');
    case "`":
      return word.dynamic(readBackticks(reader));
    case "$":
      return dollar(reader, word);
    case "*":
    case "?":
    case "[":
      return word.pattern(character);
    case "{":
      braces.push({ at: word.length, isList: false });
      return word.add(character);
    case ",":
      for (const brace of braces.slice(-1)) brace.isList = true;
      return word.add(character);
    case "}": {
      const brace = braces.pop();
      if (brace && (brace.isList || /\.\./.test(word.soFar.slice(brace.at)))) word.brace(brace.at);
      return word.add(character);
    }
    case "~":
      if (reader.shared.dialect === "zsh" && reader.peek() === "[") throw new NotUnderstood("~[ ] is computed in zsh.");
      if (word.length === 0) word.isTilde = true;
      return word.add(character);
    case "!":
      refuseHistory(reader, "");
      return word.add(character);
    case "=":
      if (word.length === 0 && reader.shared.dialect === "zsh" && !/^[\s=]?$/.test(reader.peek())) {
        throw new NotUnderstood("= names a program's path in zsh.");
      }
      return word.add(character);
    default:
      return word.add(character);
  }
}

function dollar(reader: Reader, word: WordBuilder): void {
  if (reader.takes("'")) {
    word.isQuoted = true;
    word.add("");
    for (;;) {
      const text = reader.match(/[^'\\]+/y);
      if (text !== undefined) word.add(text);
      else if (reader.takes("'")) return;
      else {
        reader.expect("\\");
        const escape = simpleEscapes.get(reader.peek());
        if (escape === undefined) throw new NotUnderstood("A character is written as a number.");
        reader.at++;
        word.add(escape);
      }
    }
  }
  if (reader.peek() === '"') throw new NotUnderstood('$" " is translated before it is used.');
  if (!readDollar(reader, word, word.length === 0)) word.add("$");
}
