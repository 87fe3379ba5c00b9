import { Cursor } from "../line/cursor.ts";
import { NotUnderstood, type Node } from "../line/script.ts";
import type { WordBuilder } from "../line/wordBuilder.ts";

const MOST_DEPTH = 24;

/** A place in a line of PowerShell. */
export class Scanner extends Cursor {
  readonly statements: (scanner: Scanner, closer: string) => Node;
  private depth = 0;

  constructor(text: string, statements: Scanner["statements"]) {
    super(text);
    this.statements = statements;
  }

  /** Blanks, continued lines and comments; line ends too if `lines`. */
  blanks(lines = false): void {
    const blank = lines ? /[ \t\n]+|`\n|<#[^]*?#>|#[^\n]*/y : /[ \t]+|`\n|<#[^]*?#>|#[^\n]*/y;
    for (;;) {
      const before = this.text[this.at - 1];
      if (this.peek() === "#" && before !== undefined && !/[\s;|&(){}]/.test(before)) return;
      if (this.match(blank) === undefined) return;
    }
  }

  /** Statements up to a closer, which is read too. */
  block(closer: ")" | "}"): Node {
    if (++this.depth > MOST_DEPTH) throw new NotUnderstood("The command is nested too deeply.");
    const node = this.statements(this, closer);
    this.expect(closer);
    this.depth--;
    return node;
  }
}

/** Escapes that stand for signs that can be seen, or for line ends and tabs. */
const escapes = new Map(
  Object.entries({
    n: "\n",
    r: "",
    t: "\t",
    '"': '"',
    "'": "'",
    "`": "`",
    $: "$",
    "#": "#",
    "(": "(",
    ")": ")",
    " ": " ",
    ";": ";",
    "&": "&",
    "|": "|",
    "{": "{",
    "}": "}",
    ",": ",",
    "<": "<",
    ">": ">",
  }),
);

/** Text in single quotes, whose beginning has been read. */
export function singleQuoted(scanner: Scanner): string {
  let text = "";
  for (;;) {
    text += scanner.match(/[^'\u2018-\u201b]*/y) ?? "";
    scanner.expect("'");
    if (!scanner.takes("'")) return text;
    text += "'";
  }
}

/** Text in double quotes up to `end`, whose beginning has been read. */
export function doubleQuoted(scanner: Scanner, word: WordBuilder, end: '"' | '\n"@'): void {
  word.isQuoted = true;
  word.add("");
  for (;;) {
    if (scanner.isAtEnd) throw new NotUnderstood("A double quote has no end.");
    if (scanner.takes(end)) {
      if (end !== '"' || !scanner.takes('"')) return;
      word.add('"');
      continue;
    }
    const character = scanner.peek();
    scanner.at++;
    if (character === "`") word.add(escaped(scanner));
    else if (character === "$") variable(scanner, word, true);
    else word.add(character);
  }
}

/** The character that a backtick, which has been read, makes of the next one. */
export function escaped(scanner: Scanner): string {
  const next = scanner.peek();
  const made = escapes.get(next);
  if (made === undefined) throw new NotUnderstood("A backtick hides a character.");
  scanner.at++;
  return made;
}

/** Scopes of a variable. Other names before a colon are drives: files, functions, the registry. */
const scopes = /(?:env|global|script|local|private|using):/iy;

/**
 * Reads a variable or a subexpression; its `$` has been read.
 * @returns the variable's name, with `env:` if it is one of the environment
 */
export function variable(scanner: Scanner, word: WordBuilder, isText = false): string | undefined {
  const isFirst = word.length === 0;
  if (scanner.takes("(")) {
    word.dynamic({ type: "isolated", nodes: [scanner.block(")")] });
    return undefined;
  }
  const isBraced = scanner.takes("{");
  const scope = scanner.match(scopes)?.toLowerCase() ?? "";
  const name = scanner.match(isBraced ? /[A-Za-z_][\w-]*|[?$^]/y : /[A-Za-z_]\w*|[?$^]/y);
  if (name === undefined) {
    if (isText && !isBraced && scope === "") {
      word.add("$");
      return undefined;
    }
    throw new NotUnderstood("The variable is not understood.");
  }
  if (isBraced) scanner.expect("}");
  else if (!isText && scanner.peek() === ":" && scanner.peek(2) !== "::")
    throw new NotUnderstood("A drive is named like a variable.");
  else if (isText && /^:[\w\\/]/.test(scanner.peek(2))) throw new NotUnderstood("A drive is named like a variable.");
  const full = (scope === "env:" ? scope : "") + name.toLowerCase();
  if (isFirst && (full === "home" || full === "env:userprofile" || full === "env:home")) {
    word.isTilde = true;
    word.add("~");
  } else if (isFirst && full === "pwd") word.add(".");
  else if (isFirst && /^env:te?mp$/.test(full)) word.add("/tmp");
  else word.dynamic();
  return full;
}
