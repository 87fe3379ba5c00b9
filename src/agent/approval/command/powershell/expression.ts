import { NotUnderstood, type Word } from "../line/script.ts";
import { WordBuilder } from "../line/wordBuilder.ts";
import { doubleQuoted, type Scanner, singleQuoted, variable } from "./scanner.ts";

const types =
  /^(System\.)?(u?int(16|32|64)?|long|double|single|decimal|float|string|bool|boolean|char|byte|array|datetime|timespan|version|guid|pscustomobject|psobject|ordered|hashtable|regex|xml|void|switch|object|math|environment|uri|io\.path|text\.stringbuilder|convert|cultureinfo|collections\.(arraylist|hashtable|generic\.list\[(string|int|object)\]))(\[\])?$/i;

/** Members of types that only calculate, or tell a fact. */
const statics =
  /^(math::\w+|string::(isnullorempty|isnullorwhitespace|join|format|concat|empty)|datetime::(now|utcnow|today|parse|parseexact|daysinmonth)|timespan::(from\w+|zero)|guid::(newguid|empty)|environment::(newline|osversion|processorcount|version|is64bitoperatingsystem)|(system\.)?io\.path::(combine|getfilename|getextension|getfilenamewithoutextension|getdirectoryname|directoryseparatorchar|join)|u?int(32|64)?::(parse|maxvalue|minvalue)|double::parse|regex::(match|matches|replace|split|escape|ismatch)|char::\w+|convert::toint32)$/i;

/** Methods that change nothing but the value at hand. */
const methods =
  /^(tostring|trim|trimstart|trimend|split|replace|toupper|tolower|toupperinvariant|tolowerinvariant|startswith|endswith|contains|substring|indexof|lastindexof|padleft|padright|equals|compareto|adddays|addhours|addminutes|addseconds|addmonths|addyears|containskey|add|tochararray|getenumerator|toshortdatestring|touniversaltime|tolocaltime|subtract|round|count|match|ismatch)$/i;

const operators =
  /-(?:c|i)?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split)\b|-(?:and|or|xor|not|join|f|band|bor|bxor|shl|shr|is|isnot|as)\b|\.\.|\+\+|--|[-+*/%]=?|,|!|\?\?/iy;

/**
 * Reads an expression up to the end of a statement, a pipe or a closer. What runs in it is kept in the word.
 * @returns undefined if nothing of an expression stands here
 */
export function readExpression(scanner: Scanner): WordBuilder | undefined {
  const word = new WordBuilder();
  const start = scanner.at;
  for (;;) {
    scanner.blanks();
    if (scanner.isAtEnd || /^[;\n|)}&\]>=]/.test(scanner.peek()) || /^\d?>/.test(scanner.peek(2))) break;
    if (scanner.match(operators) !== undefined) {
      // A line may go on behind an operator.
      scanner.blanks(true);
      continue;
    }
    operand(scanner, word);
  }
  return scanner.at === start ? undefined : word;
}

/** Whether an expression begins here, and no command. */
export const beginsExpression = (scanner: Scanner): boolean =>
  /^(?:[$"'(@[{!+,]|\d|-(?:not|join|split|\d|\$)\b|-[\d$(])/i.test(scanner.peek(7)) &&
  !/^\d[\w.-]*[A-Za-z-]/.test(scanner.text.slice(scanner.at, scanner.at + 40));

/** Reads one operand with what follows it: members, calls, indexes. */
export function operand(scanner: Scanner, word: WordBuilder): void {
  if (scanner.takes("$")) {
    if (scanner.takes("$")) word.dynamic();
    else variable(scanner, word);
  } else if (scanner.takes("@'\n")) {
    const text = scanner.match(/[^]*?\n'@/y);
    if (text === undefined) throw new NotUnderstood("A text has no end.");
    word.isQuoted = true;
    word.add(text.slice(0, -3));
  } else if (scanner.takes('@"\n')) {
    // The end stands on a line of its own, also if nothing stands before it.
    scanner.at--;
    doubleQuoted(scanner, word, '\n"@');
  } else if (scanner.takes("'")) {
    word.isQuoted = true;
    word.add(singleQuoted(scanner));
  } else if (scanner.takes('"')) doubleQuoted(scanner, word, '"');
  else if (scanner.takes("@(") || scanner.takes("(")) word.dynamic({ type: "isolated", nodes: [scanner.block(")")] });
  else if (scanner.takes("@{")) hashtable(scanner, word);
  else if (scanner.takes("{")) word.dynamic({ type: "isolated", nodes: [scanner.block("}")] });
  else if (scanner.takes("[")) return type(scanner, word);
  else if (
    scanner.match(/(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:[kmgtp]b|[ldu])?(?![\w.])|\d+(?=\.\.)/iy) !== undefined
  )
    word.dynamic();
  else throw new NotUnderstood(`"${scanner.peek()}" is not understood in an expression.`);
  members(scanner, word);
}

function hashtable(scanner: Scanner, word: WordBuilder): void {
  word.dynamic();
  for (;;) {
    scanner.blanks(true);
    while (scanner.takes(";")) scanner.blanks(true);
    if (scanner.takes("}")) return;
    if (scanner.match(/[A-Za-z_][\w-]*/y) === undefined) operand(scanner, word);
    scanner.blanks(true);
    scanner.expect("=");
    scanner.blanks(true);
    const value = readExpression(scanner);
    if (!value) throw new NotUnderstood("A table is not understood.");
    for (const node of value.nested) word.dynamic(node);
  }
}

/** A type in brackets: a cast, or the type of a static member. */
function type(scanner: Scanner, word: WordBuilder): void {
  const name = scanner.match(/[A-Za-z][\w.]*(?:\[[\w.]*\])?/y);
  scanner.expect("]");
  if (name === undefined || !types.test(name)) throw new NotUnderstood(`The type ${name ?? ""} is not known.`);
  word.dynamic();
  if (!scanner.takes("::")) {
    scanner.blanks();
    // A cast stands before a value.
    if (/^[$"'(@[{\d]/.test(scanner.peek())) operand(scanner, word);
    return;
  }
  const member = scanner.match(/\w+/y);
  if (member === undefined || !statics.test(`${name.replace(/^System\.(?!IO)/i, "")}::${member}`))
    throw new NotUnderstood(`[${name}]::${member ?? ""} is not known.`);
  if (scanner.takes("(")) called(scanner, word);
  members(scanner, word);
}

function members(scanner: Scanner, word: WordBuilder): void {
  for (;;) {
    if (scanner.match(/\.(?=[A-Za-z_])/y) !== undefined) {
      const name = scanner.match(/\w+/y) ?? "";
      word.dynamic();
      if (scanner.peek() === "(") {
        scanner.at++;
        // These run a block; a text would name a method.
        if (/^(where|foreach)$/i.test(name) && /^\s*\{/.test(scanner.text.slice(scanner.at))) called(scanner, word);
        else if (methods.test(name)) called(scanner, word);
        else throw new NotUnderstood(`The method ${name} is not known.`);
      } else if (scanner.peek() === "{") throw new NotUnderstood(`The method ${name} is not known.`);
    } else if (scanner.takes("[")) {
      word.dynamic();
      const index = readExpression(scanner);
      for (const node of index?.nested ?? []) word.dynamic(node);
      scanner.expect("]");
    } else if (scanner.peek(2) === "::") throw new NotUnderstood("A member of a type is not known.");
    else if (/^\.[$"'({]/.test(scanner.peek(2))) throw new NotUnderstood("A member is not named.");
    else return;
  }
}

/** Arguments of a method, whose parenthesis has been read. */
function called(scanner: Scanner, word: WordBuilder): void {
  for (;;) {
    scanner.blanks(true);
    if (scanner.takes(")")) return;
    const value = readExpression(scanner);
    if (!value) throw new NotUnderstood("The arguments of a method are not understood.");
    for (const node of value.nested) word.dynamic(node);
  }
}

/** A word of what was read from a place on. */
export const wordFrom = (scanner: Scanner, word: WordBuilder, start: number): Word =>
  word.build(scanner.text.slice(start, scanner.at));
