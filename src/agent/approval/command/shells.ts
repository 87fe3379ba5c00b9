import type { Shell } from "../path/question.ts";
import { parseCmd } from "./cmd/parser.ts";
import type { ShellRules } from "./shellRules.ts";
import { staticWord, type Word } from "./line/script.ts";
import { parsePosix } from "./posix/parser.ts";
import { parsePowerShell } from "./powershell/parser.ts";
import { promptName, promptRisk } from "./programs/prompt.ts";
import { cmdlet, cmdletRisk, isFreeCmdlet } from "./programs/cmdlets.ts";
import { gitForms } from "./programs/git.ts";

/** How the commands of a shell are read and compared. */
export function rulesOf(shell: Shell): ShellRules {
  switch (shell) {
    case "bash":
    case "zsh":
      return {
        shell,
        parse: (text) => parsePosix(text, shell).node,
        forms: gitForms,
        isSame: (word, rule) => word === rule,
        risk: () => undefined,
        isFree: () => false,
      };
    case "powershell":
      return {
        shell,
        parse: (text) => parsePowerShell(text).node,
        forms: (words) => named(words, cmdlet),
        isSame: (word, rule, at) =>
          at === 0
            ? cmdlet(word) === cmdlet(rule)
            : word === rule ||
              (rule.length > 2 && /^-[A-Za-z]/.test(rule) && word.toLowerCase() === rule.toLowerCase()),
        risk: cmdletRisk,
        isFree: isFreeCmdlet,
      };
    case "cmd":
      return {
        shell,
        parse: (text) => parseCmd(text).node,
        forms: (words) => named(words, promptName),
        isSame: (word, rule, at) =>
          at === 0
            ? promptName(word) === promptName(rule)
            : word === rule || (/^\/[A-Za-z]/.test(rule) && word.toLowerCase() === rule.toLowerCase()),
        risk: promptRisk,
        isFree: () => false,
      };
  }
}

/** The words with the plain name of the command, if it has another. */
function named(words: readonly Word[], nameOf: (name: string) => string): readonly (readonly Word[])[] {
  const [first, ...rest] = words;
  if (first?.kind !== "static") return [];
  const git = gitForms(words);
  if (git.length > 0) return git;
  const name = nameOf(first.text);
  return name === first.text ? [] : [[{ ...first, ...staticWord(name, first.raw) }, ...rest]];
}
