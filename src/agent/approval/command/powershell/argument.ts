import { NotUnderstood, type Node, type Word } from "../line/script.ts";
import { WordBuilder } from "../line/wordBuilder.ts";
import { operand, wordFrom } from "./expression.ts";
import { doubleQuoted, escaped, type Scanner, singleQuoted, variable } from "./scanner.ts";

/** Reads an argument of a command; undefined if none begins here. */
export function readArgument(scanner: Scanner, nested: Node[]): Word | undefined {
  const word = new WordBuilder();
  const start = scanner.at;
  if (scanner.peek(3) === "--%") throw new NotUnderstood("--% passes the rest unread.");
  if (
    /^(?:[({[]|@[({"'])/.test(scanner.peek(2)) &&
    !/^\[[^\]]*\]?[\w.*?-]/.test(scanner.text.slice(start, start + 40))
  ) {
    if (scanner.peek() === "[") throw new NotUnderstood("A type stands where none is understood.");
    operand(scanner, word);
  } else if (/^@\w/.test(scanner.peek(2))) {
    throw new NotUnderstood("Its arguments stand in a variable.");
  } else if (/^["']/.test(scanner.peek())) {
    quoted(scanner, word);
    if (!/^[\s;|&)},]?$/.test(scanner.peek())) throw new NotUnderstood("Text follows a quote directly.");
  } else bare(scanner, word);
  if (!word.isStarted) return undefined;
  nested.push(...word.nested);
  return wordFrom(scanner, word, start);
}

function quoted(scanner: Scanner, word: WordBuilder): void {
  if (scanner.takes('"')) return doubleQuoted(scanner, word, '"');
  scanner.expect("'");
  word.isQuoted = true;
  word.add(singleQuoted(scanner));
}

function bare(scanner: Scanner, word: WordBuilder): void {
  for (;;) {
    const character = scanner.peek();
    if (character === "" || /[\s;|&(){},<>]/.test(character)) {
      if (character === "(" && word.isStarted) throw new NotUnderstood("A parenthesis follows a word directly.");
      return;
    }
    if (character === "$" && !word.isStarted) {
      // A variable with members, up to the end of the word or a path behind it.
      scanner.at++;
      if (scanner.takes("$")) word.dynamic();
      else variable(scanner, word);
      if (/^[.[]/.test(scanner.peek()) && !/^\.[\\/]/.test(scanner.peek(2))) member(scanner, word);
      continue;
    }
    scanner.at++;
    if (character === "$") variable(scanner, word, true);
    else if (character === "`") {
      word.isQuoted = true;
      word.add(escaped(scanner));
    } else if (character === '"') doubleQuoted(scanner, word, '"');
    else if (character === "'") {
      word.isQuoted = true;
      word.add(singleQuoted(scanner));
    } else if (/[*?[]/.test(character)) word.pattern(character);
    else {
      if (character === "~" && !word.isStarted) word.isTilde = true;
      word.add(character);
    }
  }
}

function member(scanner: Scanner, word: WordBuilder): void {
  while (scanner.match(/\.[A-Za-z_]\w*(?!\()|\[-?\d+\]/y) !== undefined) word.dynamic();
  if (/^[.[(]/.test(scanner.peek())) throw new NotUnderstood("A member of a variable is not understood.");
}
