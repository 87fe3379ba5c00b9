import { NotUnderstood, type Word } from "./line/script.ts";
import { programName } from "./programs/call.ts";
import { parsePosix } from "./posix/parser.ts";
import { matchedLength, parseExpression, type Expression } from "./line/expression.ts";

/** A parsed rule: `*`, the words that a command begins with, or a regular expression. */
export type CommandRule =
  { kind: "any" } | { kind: "words"; words: readonly string[] } | { kind: "expression"; expression: Expression };

const MOST_LENGTH = 2000;

/** Parses a rule; undefined if it is empty or no rule. */
export function parseRule(text: string, isPosix: boolean): CommandRule | undefined {
  const rule = text.trim();
  if (rule === "" || rule.length > MOST_LENGTH) return undefined;
  if (rule === "*") return { kind: "any" };
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(rule);
  if (expression) {
    const parsed = parseExpression(expression[1]!, expression[2]!);
    return parsed && { kind: "expression", expression: parsed };
  }
  const words =
    /["'\\]/.test(rule) && isPosix
      ? shellWords(rule)
      : (rule.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^"(.*)"$/, "$1"));
  return words.length === 0 ? undefined : { kind: "words", words };
}

/** The words of a rule as the shell reads them; as they stand where it would read more than words. */
function shellWords(rule: string): readonly string[] {
  try {
    const { node } = parsePosix(rule, "bash");
    const only = node.type === "list" && node.items.length === 1 ? node.items[0]?.node : undefined;
    if (
      only?.type === "command" &&
      only.command.redirects.length + only.command.assignments.length + only.command.nested.length === 0
    ) {
      return only.command.words.map(({ text }) => text);
    }
  } catch (error) {
    if (!(error instanceof NotUnderstood)) throw error;
  }
  return rule.split(/\s+/);
}

/** What a rule covers of a command: how many of its words it names. `*` names none. */
export type Covered = { words: number; isAny: boolean; isExpression: boolean };

/** How words of a command and of a rule are compared: PowerShell and cmd don't tell upper from lower case in some. */
export type Compare = (word: string, rule: string, at: number) => boolean;

/** What a rule covers of a command; undefined if it does not allow it. */
export function covers(rule: CommandRule, words: readonly Word[], isSame: Compare): Covered | undefined {
  switch (rule.kind) {
    case "any":
      return { words: 0, isAny: true, isExpression: false };
    case "words": {
      const isPrefix = rule.words.every((each, at) => {
        const word = words[at];
        return word !== undefined && (word.kind === "static" || word.kind === "pattern") && isSame(word.text, each, at);
      });
      return isPrefix ? { words: rule.words.length, isAny: false, isExpression: false } : undefined;
    }
    case "expression": {
      const counts = [words.map(({ raw }) => raw), words.map(plainText)].map((texts) => {
        const text = texts.join(" ");
        const length = matchedLength(rule.expression, text);
        return typeof length !== "number" ? 0 : wordsWithin(texts, length);
      });
      const best = Math.max(...counts);
      return best === 0 ? undefined : { words: best, isAny: false, isExpression: true };
    }
  }
}

const plainText = ({ text, raw, kind }: Word): string =>
  kind === "static" && /^[\w@%+=:,./-]+$/.test(text) ? text : raw;

/** How many words lie within the first characters of their text. */
function wordsWithin(texts: readonly string[], length: number): number {
  let end = -1;
  let count = 0;
  for (const text of texts) {
    end += text.length + 1;
    if (end > length) break;
    count++;
  }
  return Math.max(count, 1);
}

/** How a rule that forbids may name a command: with or without quotes, and without its folder. */
export const readings = (forms: readonly (readonly Word[])[]): readonly (readonly string[])[] =>
  forms.flatMap((words) => {
    const plain = words.map(({ text }) => text);
    return [plain, words.map(({ raw }) => raw), [programName(plain[0] ?? ""), ...plain.slice(1)]];
  });

/** Whether a rule forbids a command. It is read widely: by the program's name alone, and anywhere in the text. */
export function forbids(rule: CommandRule, forms: readonly (readonly string[])[]): boolean | "slow" {
  switch (rule.kind) {
    case "any":
      return true;
    case "words":
      return forms.some((words) => rule.words.every((each, at) => words[at]?.toLowerCase() === each.toLowerCase()));
    case "expression":
      for (const words of forms) {
        const found = matchedLength(rule.expression, words.join(" "), true);
        if (found !== undefined) return found === "slow" ? found : true;
      }
      return false;
  }
}
