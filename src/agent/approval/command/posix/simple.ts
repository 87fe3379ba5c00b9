import {
  type Assignment,
  type Command,
  NotUnderstood,
  type Node,
  type Redirect,
  staticWord,
  type Word,
} from "../line/script.ts";
import { WordBuilder } from "../line/wordBuilder.ts";
import { readDouble } from "./expansion.ts";
import type { HereDocument, Reader } from "./reader.ts";
import { readWord } from "./words.ts";

const MOST_COMMANDS = 300;

/** A command under construction. */
export type Draft = {
  words: Word[];
  assignments: Assignment[];
  redirects: Redirect[];
  nested: Node[];
  isFed: boolean;
};

export const draft = (): Draft => ({ words: [], assignments: [], redirects: [], nested: [], isFed: false });

export function finished(reader: Reader, made: Draft): Node {
  if (++reader.shared.commands > MOST_COMMANDS) throw new NotUnderstood("The command has too many parts.");
  return { type: "command", command: made satisfies Command };
}

const operator = /(?:\d*(?:&>>|&>|>>|>\||>&|>|<<<|<<-|<<|<>|<&|<))/y;

/** Reads one redirection; false if none begins here. */
export function readRedirect(reader: Reader, made: Draft): boolean {
  // `<(` and `>(` begin words.
  if (/^\d*[<>]\(/.test(reader.peek(6))) return false;
  const found = reader.match(operator);
  if (found === undefined) return false;
  const sign = found.replace(/^\d+/, "");
  if (/^[!&|]/.test(reader.peek()) && sign !== ">&" && sign !== "<&")
    throw new NotUnderstood("The redirection is not understood.");
  reader.blanks();
  if (sign === "<<" || sign === "<<-") {
    hereDocument(reader, made, sign === "<<-");
    return true;
  }
  const read = readWord(reader);
  if (!read) throw new NotUnderstood("A redirection names no file.");
  made.nested.push(...read.nested);
  const { word } = read;
  if (sign === "<<<") made.isFed = true;
  else if ((sign === ">&" || sign === "<&") && word.kind === "static" && /^(\d+-?|-)$/.test(word.text)) return true;
  else if (sign === "<&") throw new NotUnderstood("The redirection is not understood.");
  else {
    if (sign !== "<") made.redirects.push({ op: "write", target: word });
    if (sign === "<" || sign === "<>") {
      made.redirects.push({ op: "read", target: word });
      made.isFed = true;
    }
  }
  return true;
}

function hereDocument(reader: Reader, made: Draft, stripsTabs: boolean): void {
  const read = readWord(reader);
  if (!read || read.word.kind !== "static" || read.nested.length > 0) {
    throw new NotUnderstood("The end of a here-document is unclear.");
  }
  made.isFed = true;
  const { text, isQuoted } = read.word;
  if (isQuoted && !/^(['"]?)[\w.-]+\1$|^\\[\w.-]+$/.test(read.word.raw)) {
    throw new NotUnderstood("The end of a here-document is unclear.");
  }
  reader.documents.push({ end: text, isQuoted, stripsTabs, take: (nested) => made.nested.push(...nested) });
}

/** Reads the here-documents that begin behind a line end, which has been read. */
export function readDocuments(reader: Reader): void {
  for (const document of reader.documents.splice(0)) {
    const body = bodyOf(reader, document);
    if (document.isQuoted) continue;
    const word = new WordBuilder();
    readDouble(reader.of(body), word, "");
    document.take(word.nested);
  }
}

function bodyOf(reader: Reader, { end, stripsTabs, isQuoted }: HereDocument): string {
  const lines: string[] = [];
  while (!reader.isAtEnd) {
    const line = reader.match(/[^\n]*/y) ?? "";
    reader.takes("\n");
    if ((stripsTabs ? line.replace(/^\t+/, "") : line) === end) return lines.join("\n");
    // A continued line could hide the end, or make one.
    if (!isQuoted && /(?:^|[^\\])(?:\\\\)*\\$/.test(line))
      throw new NotUnderstood("A line of a here-document is continued.");
    lines.push(line);
  }
  throw new NotUnderstood("A here-document has no end.");
}

/** Reads `NAME=value`, `NAME+=value` and `NAME=(…)` in front of a command; false if none is there. */
export function readAssignment(reader: Reader, made: Draft): boolean {
  const found = reader.match(/[A-Za-z_]\w*\+?=/y);
  if (found === undefined) return false;
  const name = found.replace(/\+?=$/, "");
  if (reader.takes("(")) {
    for (;;) {
      while (reader.match(/[\s]+|\\\n/y) !== undefined);
      if (reader.takes(")")) break;
      if (reader.peek() === "#" || /^\[/.test(reader.peek()))
        throw new NotUnderstood("The list of values is not understood.");
      const read = readWord(reader);
      if (!read) throw new NotUnderstood("The list of values is not understood.");
      made.nested.push(...read.nested);
      assign(reader, made, name, read.word);
    }
    reader.shared.texts.add(name);
    return true;
  }
  const read = readWord(reader);
  made.nested.push(...(read?.nested ?? []));
  assign(reader, made, name, read?.word ?? staticWord(""));
  return true;
}

function assign(reader: Reader, made: Draft, name: string, value: Word): void {
  if (value.kind !== "static" || !/^-?\d*$/.test(value.text)) {
    const isSum = /^"?\$\(\(.*\)\)"?$/.test(value.raw);
    if (!isSum) reader.shared.texts.add(name);
  }
  made.assignments.push({ name, value, isExported: false });
}

/** Reads a command of words, with what stands before and between them. */
export function readSimple(reader: Reader): Draft & { isFunction: boolean } {
  const made = draft();
  let isFunction = false;
  for (;;) {
    reader.blanks();
    if (readRedirect(reader, made)) continue;
    if (made.words.length === 0 && readAssignment(reader, made)) continue;
    if (reader.peek() === "#") break;
    const read = readWord(reader);
    if (!read) break;
    made.nested.push(...read.nested);
    made.words.push(read.word.raw === "[" ? staticWord("[") : read.word);
    if (reader.peek() !== "(") continue;
    // Only `name()` may stand before a parenthesis.
    if (
      made.words.length !== 1 ||
      !read.isPlain ||
      !/^[A-Za-z_][\w-]*$/.test(read.word.text) ||
      reader.match(/\([ \t]*\)/y) === undefined
    ) {
      throw new NotUnderstood("A parenthesis stands where none is understood.");
    }
    isFunction = true;
    break;
  }
  if (made.words.length > 0) for (const each of made.assignments) each.isExported = true;
  return Object.assign(made, { isFunction });
}
