import type { CommandQuestion, Verdict } from "../path/question.ts";
import { suspicious, withoutQuotes } from "./line/characters.ts";
import { Judge } from "./judge.ts";
import { startOf } from "./line/places.ts";
import { parseRule } from "./rule.ts";
import { rulesOf } from "./shells.ts";
import { NotUnderstood } from "./line/script.ts";

const MOST_LENGTH = 16_000;
const MOST_RULES = 2000;

/**
 * Decides whether a command line may run without asking: only if every part of it is understood, allowed by a rule, and
 * neither destructive nor reaching out of the workspace. A rule that forbids a part of it forbids the line.
 */
export function decideCommand(question: CommandQuestion): Verdict {
  const { command, shell, allow, deny = [] } = question;
  if (command.length > MOST_LENGTH || allow.length + deny.length > MOST_RULES)
    return ask(["The command is too long to judge."]);
  if (command.trim() === "") return ask(["The command is empty."]);
  const line = shell === "bash" || shell === "zsh" ? command : command.replace(/\r\n/g, "\n");
  const odd = suspicious(line, withoutQuotes(line));
  const isPosix = shell === "bash" || shell === "zsh";
  const rules = allow.flatMap((rule) => parseRule(rule, isPosix) ?? []);
  const forbidding = deny.map((rule) => (rule.trim() === "" ? undefined : (parseRule(rule, isPosix) ?? null)));
  const judge = new Judge(
    shell,
    rulesOf,
    rules,
    forbidding.flatMap((rule) => rule ?? []),
    startOf(shell, question),
  );
  judge.ask(odd);
  if (forbidding.includes(null)) judge.ask("A rule that forbids commands is not understood.");
  try {
    judge.line(line);
  } catch (error) {
    if (!(error instanceof NotUnderstood) && !(error instanceof RangeError)) throw error;
    judge.ask(
      error instanceof NotUnderstood ? `It is not understood: ${error.message}` : "The command is nested too deeply.",
    );
  }
  const { reasons, subCommands, isDenied } = judge;
  const listed = subCommands.slice(0, 100);
  if (isDenied) return { decision: "deny", reasons: ["A rule forbids a part of it."], subCommands: listed };
  return reasons.size > 0
    ? { ...ask([...reasons].slice(0, 20)), subCommands: listed }
    : { decision: "allow", reasons: [], subCommands: listed };
}

const ask = (reasons: readonly string[]): Verdict => ({ decision: "ask", reasons });
