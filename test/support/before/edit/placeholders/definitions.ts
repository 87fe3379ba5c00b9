/**
 * The names that a text defines, in whatever language it is: functions, classes, methods, types, tables (`strong`), and
 * what else has a name of its own there: keys, selectors, headings, elements, constants.
 */
export type Definitions = { strong: Map<string, number>; weak: Set<string> };

const name = String.raw`([\p{L}_$][\p{L}\p{N}_$-]*)`;
const modifiers = String.raw`(?:(?:export|default|public|private|protected|internal|static|async|abstract|final|override|virtual|inline|pub(?:\([^)]*\))?|unsafe|extern|const|sealed|open|data|local|partial|readonly|declare|suspend|create|or|replace|temporary)\s+)*`;
const keywords =
  "def|class|function\\*?|func|fn|fun|sub|proc|procedure|struct|enum|union|trait|interface|type|module|mod|namespace|object|record|protocol|" +
  "extension|defmodule|defp|defmacro|macro|component|contract|message|service|rpc|table|view|trigger|impl|task|feature";

const strong: readonly RegExp[] = [
  new RegExp(
    String.raw`^\s*${modifiers}(?:${keywords})\s+(?:\([^()]*\)\s*)?(?:if not exists\s+)?["'\x60]?(?:[\w$]+[.:])*${name}`,
    "iu",
  ),
  new RegExp(String.raw`^\s*\((?:def\w*|define)\s+\(?${name}`, "u"),
  // Functions as values: `const a = () =>`, `a: function`, `exports.a = async (`.
  new RegExp(
    String.raw`^\s*(?:export\s+)?(?:(?:const|let|var|val|static|readonly|public|private)\s+)*(?:[\w$]+\.)*${name}\s*(?:[:=]|<-)\s*(?:async\s*)?(?:function\b|class\b|\([^()]*\)\s*(?::[^=]+)?=>|[\w$]+\s*=>|fn\b|lambda\b|memo\(|forwardRef\(|useCallback\()`,
    "u",
  ),
  // `bar() {`, `static async bar(a) {`, `int main(void) {`, `~A() {`, `get x() {`.
  new RegExp(
    String.raw`^\s*(?:[\w$<>[\],.*&?:~@-]+\s+)*[*&~#]*(?:[\w$]+(?:::|\.))*${name}\s*\([^()]*(?:\([^()]*\)[^()]*)*\)[^;={}()]*\{`,
    "u",
  ),
  new RegExp(String.raw`^${name}\s*::\s`, "u"),
];
const weak: readonly RegExp[] = [
  new RegExp(String.raw`^\s*["']?${name}["']?\s*:(?![:=])`, "u"),
  new RegExp(String.raw`^\s*(?:export\s+)?(?:const|let|var|val)\s+${name}`, "u"),
  new RegExp(String.raw`^${name}\s*(?::[^=]+)?=(?!=)`, "u"),
  new RegExp(String.raw`^\s*[.#&@]?${name}[^{};()]*\{`, "u"),
  new RegExp(String.raw`^#+\s+${name}`, "u"),
  new RegExp(String.raw`^\s*\[{1,2}(?:[\w-]+\.)*${name}\]{1,2}\s*$`, "u"),
  new RegExp(String.raw`<${name}[\s>/]`, "u"),
  new RegExp(String.raw`\b(?:id|name|class|className)=["']${name}`, "u"),
];
const control =
  /^(?:if|for|foreach|while|switch|catch|return|else|elif|function|await|new|throw|typeof|super|with|do|in|of|and|or|not|print|assert|yield|match|when|unless|until|case|except|lock|using|fixed|sizeof|defined|constructor)$/;

/** Lines longer than this define nothing that a comment would name. */
const longest = 300;

export function definitionsOf(lines: readonly string[]): Definitions {
  const found: Definitions = { strong: new Map(), weak: new Set() };
  for (const [i, own] of lines.entries()) {
    // A brace may stand on a line of its own.
    const line = /^\s*\{\s*$/.test(lines[i + 1] ?? "") ? `${own} {` : own;
    if (line.length > longest || line.trim() === "") continue;
    const head = strong
      .map((pattern) => pattern.exec(line)?.[1])
      .find((each) => each !== undefined && !control.test(each));
    if (head !== undefined) found.strong.set(head, (found.strong.get(head) ?? 0) + 1);
    for (const pattern of weak) {
      const word = pattern.exec(line)?.[1];
      if (word !== undefined && !control.test(word)) found.weak.add(word);
    }
  }
  return found;
}
