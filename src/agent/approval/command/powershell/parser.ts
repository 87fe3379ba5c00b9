import {
  type Assignment,
  type Command,
  commandsOf,
  NotUnderstood,
  type Node,
  type Redirect,
  type Script,
  staticWord,
  type Word,
} from "../line/script.ts";
import { WordBuilder } from "../line/wordBuilder.ts";
import { beginsExpression, readExpression } from "./expression.ts";
import { readControl } from "./control.ts";
import { Scanner, variable } from "./scanner.ts";
import { readArgument } from "./argument.ts";

const MOST_COMMANDS = 300;

/** Parses a line of PowerShell. Throws NotUnderstood for everything that it does not know exactly. */
export function parsePowerShell(text: string): Script {
  if (/[\u2018-\u201f\u2013-\u2015]/.test(text))
    throw new NotUnderstood("PowerShell reads typographic quotes and dashes as plain ones.");
  const scanner = new Scanner(text, readStatements);
  const node = readStatements(scanner, "");
  if (!scanner.isAtEnd) throw new NotUnderstood(`"${scanner.peek()}" stands where it is not understood.`);
  return { node, problems: [] };
}

function readStatements(scanner: Scanner, closer: string): Node {
  const items: { node: Node; join: "&&" | "||" | ";" }[] = [];
  for (;;) {
    scanner.blanks(true);
    while (scanner.takes(";")) scanner.blanks(true);
    if (scanner.isAtEnd || (closer !== "" && scanner.peek() === closer)) break;
    const node = readControl(scanner) ?? readPipeline(scanner);
    scanner.blanks();
    if (scanner.takes("&&")) items.push({ node, join: "&&" });
    else if (scanner.takes("||")) items.push({ node, join: "||" });
    else {
      if (scanner.peek() === "&" && scanner.peek(2) !== "&&") {
        scanner.at++;
        items.push({ node: { type: "isolated", nodes: [node] }, join: ";" });
      } else items.push({ node, join: ";" });
      const isBlock = scanner.text[scanner.at - 1] === "}";
      scanner.blanks();
      if (!scanner.isAtEnd && !/^[;\n]/.test(scanner.peek()) && scanner.peek() !== closer && !isBlock) {
        throw new NotUnderstood(`"${scanner.peek()}" stands where it is not understood.`);
      }
    }
    if (items.length > MOST_COMMANDS) throw new NotUnderstood("The command has too many parts.");
    if (items.at(-1)!.join !== ";") {
      scanner.blanks(true);
      if (scanner.isAtEnd || scanner.peek() === closer) throw new NotUnderstood("The command is not complete.");
    }
  }
  return { type: "list", items };
}

function readPipeline(scanner: Scanner): Node {
  const assigned = assignment(scanner);
  if (assigned) return assigned;
  const nodes = [readElement(scanner, true)];
  for (;;) {
    scanner.blanks();
    // A pipe may also begin the next line.
    const start = scanner.at;
    if (scanner.match(/(?:[ \t]*\n)+[ \t]*\|(?!\|)/y) !== undefined) scanner.at--;
    else scanner.at = start;
    if (scanner.peek(2) === "||" || !scanner.takes("|")) break;
    scanner.blanks(true);
    const node = readElement(scanner, false);
    for (const command of commandsOf(node)) command.isFed = true;
    nodes.push(node);
  }
  return nodes.length === 1 ? nodes[0]! : { type: "list", items: nodes.map((node) => ({ node, join: ";" as const })) };
}

/** `$name = …`, where a name is a variable's or one of the environment; undefined if it is none. */
function assignment(scanner: Scanner): Node | undefined {
  const start = scanner.at;
  const cast = scanner.match(/\[(?:int|string|bool|double|array|string\[\]|int\[\])\][ \t]*/iy);
  if (!scanner.takes("$")) {
    scanner.at = start;
    return undefined;
  }
  const word = new WordBuilder();
  const name = /^[A-Za-z_{]/.test(scanner.peek()) ? variable(scanner, word) : undefined;
  scanner.blanks();
  if (name === undefined || word.nested.length > 0 || scanner.match(/(?:[-+*/%]|\?\?)?=(?!=)/y) === undefined) {
    if (name !== undefined && /^\s*(\.\w+|\[[^\]]*\])+\s*[-+*/%]?=(?!=)/.test(scanner.text.slice(scanner.at)))
      throw new NotUnderstood("A member is set.");
    scanner.at = start;
    return undefined;
  }
  void cast;
  scanner.blanks(true);
  const from = scanner.at;
  const value = readControl(scanner) ?? readPipeline(scanner);
  const raw = scanner.text.slice(from, scanner.at).trim();
  const literal = /^'((?:[^']|'')*)'$|^"([^"$`]*)"$|^(-?\d+)$/.exec(raw);
  const known: Word = literal
    ? staticWord(literal[1]?.replace(/''/g, "'") ?? literal[2] ?? literal[3] ?? "", raw)
    : { ...staticWord("", raw), kind: "dynamic" };
  const isEnvironment = name.startsWith("env:");
  const set: Assignment = {
    name: isEnvironment ? name.slice(4).toUpperCase() : name,
    value: known,
    isExported: isEnvironment,
  };
  const command: Command = { words: [], assignments: [set], redirects: [], isFed: false, nested: [value] };
  return { type: "command", command };
}

/** One part of a pipeline: a command, or an expression at its beginning. */
function readElement(scanner: Scanner, isFirst: boolean): Node {
  const nested: Node[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  const start = scanner.at;
  if (scanner.peek() === "&" || /^\.[\s"'$({&]/.test(scanner.peek(2))) return called(scanner);
  if (beginsExpression(scanner)) {
    const word = readExpression(scanner);
    if (!word || !isFirst) throw new NotUnderstood("An expression stands where none is understood.");
    nested.push(...word.nested);
    readRedirects(scanner, redirects, nested);
    return { type: "command", command: { words: [], assignments: [], redirects, isFed: false, nested } };
  }
  const name = scanner.match(/[A-Za-z_%?.\\/~][\w.\\/:+?%~-]*|\d[\w.-]*[A-Za-z-][\w.-]*/y);
  if (name === undefined || !/^[\s;|&)}(<>]?$/.test(scanner.peek()))
    throw new NotUnderstood(`"${scanner.text.slice(start, start + 20)}" is not understood.`);
  words.push({ ...staticWord(name), isTilde: name.startsWith("~") });
  readArguments(scanner, words, redirects, nested);
  return { type: "command", command: { words, assignments: [], redirects, isFed: false, nested } };
}

/** `& name …`, `& { … }` and `. file`. */
function called(scanner: Scanner): Node {
  const operator = scanner.peek();
  scanner.at++;
  scanner.blanks();
  const nested: Node[] = [];
  const redirects: Redirect[] = [];
  if (scanner.peek() === "{") {
    scanner.at++;
    nested.push(scanner.block("}"));
    const words: Word[] = [];
    readArguments(scanner, words, redirects, nested);
    return { type: "command", command: { words: [], assignments: [], redirects, isFed: false, nested } };
  }
  const name = readArgument(scanner, nested);
  if (!name) throw new NotUnderstood("What is called is not named.");
  const words: Word[] = operator === "." ? [staticWord("."), name] : [name];
  readArguments(scanner, words, redirects, nested);
  return { type: "command", command: { words, assignments: [], redirects, isFed: false, nested } };
}

function readArguments(scanner: Scanner, words: Word[], redirects: Redirect[], nested: Node[]): void {
  for (;;) {
    scanner.blanks();
    if (readRedirects(scanner, redirects, nested)) continue;
    if (scanner.isAtEnd || /^[;\n|&)}]/.test(scanner.peek())) return;
    const word = readArgument(scanner, nested);
    if (!word) throw new NotUnderstood(`"${scanner.peek()}" is not understood.`);
    words.push(word);
    // Further values of a list are words of their own.
    while (scanner.match(/[ \t]*,\s*/y) !== undefined) {
      const next = readArgument(scanner, nested);
      if (!next) throw new NotUnderstood("A list is not understood.");
      words.push(next);
    }
  }
}

function readRedirects(scanner: Scanner, redirects: Redirect[], nested: Node[]): boolean {
  if (scanner.match(/[2-6*]>&1(?=[\s;|&)}]|$)/y) !== undefined) return true;
  if (scanner.match(/[1-6*]?>>?/y) === undefined) return false;
  scanner.blanks();
  const start = scanner.at;
  const target = scanner.match(/\$null\b/iy) === undefined ? readArgument(scanner, nested) : staticWord("$null");
  if (!target || scanner.at === start) throw new NotUnderstood("A redirection names no file.");
  redirects.push({ op: "write", target });
  return true;
}
