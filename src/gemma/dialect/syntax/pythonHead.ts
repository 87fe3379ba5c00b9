import type { ToolIndex } from "../tools/toolIndex.ts";

/** The call in Python that a line begins with; "more" where that is not decided yet. */
export type PythonHead = { name: string; known: boolean } | "more" | undefined;

const head = /(?:\[\s{0,16})?(?:print\s?\(\s{0,4})?([A-Za-z_][\w.]{0,127})\s?\(/y;
const partial = /^(?:\[\s{0,16})?(?:print\s?\(\s{0,4})?([A-Za-z_][\w.]{0,127})?\s?$/;
const printOnly = /^(?:\[\s{0,16})?print\s?\(\s{0,4}(?:[A-Za-z_][\w.]{0,127}\s?)?$/;

/** What the arguments of a call whose values are literals begin with, and what may become that. */
const firstArgument =
  /\s{0,64}(?:[)\d'"[{(*#+.-]|[A-Za-z_]\w{0,63}\s{0,8}=(?!=)|[rRuUbBfF]{1,2}["']|(?:True|False|None|true|false|null)\s{0,8}[,)])/y;
const maybeFirstArgument = /^\s{0,64}(?:[A-Za-z_]\w{0,63}\s{0,8}=?)?$/;

/**
 * Judges `[name(…`, `name(…` or `print(name(…` at `from`, character by character.
 * @param anyName whether an undeclared name can be a call.
 */
export function pythonHead(text: string, from: number, ended: boolean, tools: ToolIndex, anyName: boolean): PythonHead {
  const rest = text.slice(from, from + 200);
  const may = (name: string): boolean => anyName || tools.mayBecome(name) || "print".startsWith(name);
  if (!ended) {
    const name = printOnly.test(rest) ? /[\w.]*\s?$/.exec(rest)?.[0].trim() : partial.exec(rest)?.[1];
    const undecided = name !== undefined || partial.test(rest) || printOnly.test(rest);
    if (undecided && may(name ?? "")) return "more";
    if (undecided) return undefined;
  }
  head.lastIndex = from;
  const name = head.exec(text)?.[1];
  if (name === undefined) return undefined;
  const known = tools.find(name) !== undefined;
  if (!known && !anyName) return undefined;
  if (known) return { name, known };
  // The name of no tool before a bracket is mostly a word of a sentence.
  const begin = head.lastIndex;
  firstArgument.lastIndex = begin;
  const undecided = !ended && maybeFirstArgument.test(text.slice(begin, begin + 160));
  if (undecided) return "more";
  return firstArgument.test(text) ? { name, known } : undefined;
}
