import { NotUnderstood } from "../line/script.ts";
import type { WordBuilder } from "../line/wordBuilder.ts";
import type { Reader } from "./reader.ts";

/** Parameters whose value is a number. */
const numbers = /[#?$!]/y;

/**
 * Reads what follows a `$`: a parameter, a substitution, arithmetic. Returns false if the `$` stands for itself.
 * @param word gets the parts
 * @param isFirst whether the word begins here, so that `$HOME` can be its beginning
 */
export function readDollar(reader: Reader, word: WordBuilder, isFirst: boolean): boolean {
  if (reader.takes("((")) {
    calculate(reader.shared.calculated, arithmetic(reader));
    word.dynamic();
    return true;
  }
  if (reader.takes("(")) {
    word.dynamic(reader.nested(")"));
    return true;
  }
  if (reader.takes("[")) throw new NotUnderstood("$[ ] is an old form of arithmetic.");
  if (reader.takes("{")) {
    braced(reader, word, isFirst);
    return true;
  }
  const name = reader.match(/[A-Za-z_]\w*|[0-9@*-]/y) ?? reader.match(numbers);
  if (name === undefined) {
    if (reader.shared.dialect === "zsh" && /[~=^+:]/.test(reader.peek())) {
      throw new NotUnderstood("The expansion is not understood.");
    }
    return false;
  }
  if (reader.shared.dialect === "zsh" && reader.peek() === "[")
    throw new NotUnderstood("An index of zsh is not understood.");
  parameter(name, word, isFirst);
  return true;
}

function parameter(name: string, word: WordBuilder, isFirst: boolean): void {
  if (isFirst && name === "HOME") {
    word.isTilde = true;
    return word.add("~");
  }
  if (isFirst && name === "PWD") return word.add(".");
  word.dynamic();
}

/** `${…}`: only forms that neither run anything nor name another variable. */
function braced(reader: Reader, word: WordBuilder, isFirst: boolean): void {
  const counts = reader.match(/#(?=[A-Za-z_@*])/y) !== undefined;
  const name = reader.match(/[A-Za-z_]\w*|[0-9]+|[@*#?$!-](?=[}:#%/-])/y);
  if (name === undefined) throw new NotUnderstood("The expansion ${ } is not understood.");
  const index = reader.match(/\[(?:[0-9]+|[@*]|[A-Za-z_]\w*)\]/y);
  if (index !== undefined) calculate(reader.shared.calculated, index);
  if (reader.takes("}")) {
    if (counts || index !== undefined) word.dynamic();
    else parameter(name, word, isFirst);
    return;
  }
  word.dynamic();
  if (counts) throw new NotUnderstood("The expansion ${# } is not understood.");
  const range = reader.match(/:(?: *-?[0-9]+)(?::(?: *-?[0-9]+))?\}/y);
  if (range !== undefined) return;
  if (reader.match(/(?:\^\^?|,,?)\}/y) !== undefined) return;
  const operator = reader.match(/:[-=?+]|[-=?+]|##?|%%?|\/[/#%]?/y);
  if (operator === undefined) throw new NotUnderstood("The expansion ${ } is not understood.");
  if (operator.endsWith("=")) {
    reader.shared.texts.add(name);
    throw new NotUnderstood("A variable is set in an expansion.");
  }
  operand(reader, word);
}

/** The text behind an operator of `${…}`, up to its closing brace. */
function operand(reader: Reader, word: WordBuilder): void {
  reader.enter();
  for (;;) {
    if (reader.isAtEnd) throw new NotUnderstood("${ has no end.");
    if (reader.takes("}")) break;
    if (reader.takes("\\")) reader.at++;
    else if (reader.takes("'")) quotedOperand(reader);
    else if (reader.takes('"')) readDouble(reader, word, '"');
    else if (reader.takes("$")) readDollar(reader, word, false);
    else if (reader.takes("`")) word.dynamic(readBackticks(reader));
    else if (/[<>(){]/.test(reader.peek())) throw new NotUnderstood("The expansion ${ } is not understood.");
    else reader.at++;
  }
  reader.depth--;
}

/** In double quotes a single quote may stand for itself, so one with a meaning in between is refused. */
function quotedOperand(reader: Reader): void {
  const text = reader.match(/[^'$`"\\}]*'/y);
  if (text === undefined) throw new NotUnderstood("Quotes in ${ } are not understood.");
}

/** Text in double quotes or of a here-document, up to `end`; "" stands for the end of the text. */
export function readDouble(reader: Reader, word: WordBuilder, end: '"' | ""): void {
  const isFirst = (): boolean => word.length === 0;
  word.isQuoted = true;
  word.add("");
  for (;;) {
    if (reader.isAtEnd) {
      if (end === "") return;
      throw new NotUnderstood("A double quote has no end.");
    }
    const character = reader.peek();
    reader.at++;
    if (end !== "" && character === end) return;
    if (character === "\\") {
      const next = reader.peek();
      if (next === "\n") reader.at++;
      else if (next !== "" && (end === "" ? "$`\\" : '$`"\\').includes(next)) {
        reader.at++;
        word.add(next);
      } else word.add("\\");
    } else if (character === "$") {
      if (!readDollar(reader, word, isFirst())) word.add("$");
    } else if (character === "`") word.dynamic(readBackticks(reader));
    else {
      if (character === "!") refuseHistory(reader, end);
      word.add(character);
    }
  }
}

/** Refuses a `!` that an interactive shell would replace by an earlier command. It has been read already. */
export function refuseHistory(reader: Reader, end: '"' | ""): void {
  const next = reader.peek();
  const isPlain = next === "" || /[\s=(]/.test(next) || (end !== "" && next === end);
  if (!isPlain && reader.text[reader.at - 2] !== "[")
    throw new NotUnderstood("A shell may replace ! by an earlier command.");
}

/** A command in backticks. */
export function readBackticks(reader: Reader): ReturnType<Reader["inner"]> {
  const text = reader.match(/(?:[^`\\]|\\[^])*/y) ?? "";
  reader.expect("`");
  return reader.inner(text.replace(/\\([`\\$])/g, "$1"));
}

/** The text of `((…))` up to its end, which has been entered already. */
export function arithmetic(reader: Reader): string {
  let open = 0;
  const start = reader.at;
  for (;;) {
    const character = reader.peek();
    if (character === "") throw new NotUnderstood("(( has no end.");
    if (character === ")" && open === 0) break;
    if (character === "(") open++;
    if (character === ")") open--;
    reader.at++;
  }
  const text = reader.text.slice(start, reader.at);
  reader.expect("))");
  return text;
}

/** Refuses arithmetic that could run a command, and notes the names in it, whose values are evaluated again. */
export function calculate(calculated: Set<string>, text: string): void {
  const plain = text
    .replace(/\$\{(#?[A-Za-z_]\w*)\}/g, "$1")
    .replace(/\$([A-Za-z_]\w*)/g, "$1")
    .replace(/\$[#?]/g, "0");
  if (!/^[\w\s+\-*/%<>=!&|^~?:;,()[\]@]*$/.test(plain) || /\[(?!(?:\w+|[@*])\])|\w\s+\w/.test(plain)) {
    throw new NotUnderstood("The arithmetic is not understood.");
  }
  for (const [name] of plain.matchAll(/[A-Za-z_]\w*/g)) calculated.add(name);
}
