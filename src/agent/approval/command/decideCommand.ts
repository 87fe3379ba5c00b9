import type { CommandQuestion, Verdict } from "../path/question.ts";
import { suspicious, withoutQuotes } from "./line/characters.ts";
import { Judge } from "./judge.ts";
import { startOf } from "./line/places.ts";
import { parseRule } from "./rule.ts";
import { rulesOf } from "./shells.ts";
import { ruleOf } from "./suggestion.ts";
import { NotUnderstood } from "./line/script.ts";

const MOST_LENGTH = 16_000;
const MOST_RULES = 2000;
const MOST_LISTED = 100;
const MOST_REASONS = 20;

/**
 * Decides whether a command line may run without asking: only if every part of it is understood, allowed by a rule, and
 * neither destructive nor reaching out of the workspace. A rule that forbids a part of it forbids the line.
 */
export function decideCommand(question: CommandQuestion): Verdict {
  const { reasons, subCommands, isDenied } = judged(question, false);
  const listed = subCommands.slice(0, MOST_LISTED);
  if (isDenied) return { decision: "deny", reasons: ["A rule forbids a part of it."], subCommands: listed };
  if (reasons.size === 0) return { decision: "allow", reasons: [], subCommands: listed };
  return { decision: "ask", reasons: [...reasons].slice(0, MOST_REASONS), subCommands: listed };
}

/**
 * What a card says of a command: its parts, why it is asked about each time (nothing if it can be allowed for good, word
 * for word), and rules that would allow it with other arguments too.
 */
export function describeCommand(question: CommandQuestion): {
  parts: readonly string[];
  reasons: readonly string[];
  rules: readonly string[];
} {
  const seen = judged(question, true);
  const reasons = [...seen.reasons].slice(0, MOST_REASONS);
  const parts = seen.subCommands.slice(0, MOST_LISTED);
  const rules = seen.isDenied || reasons.length > 0 ? [] : [...new Set(judged(question, false).unruled.map(ruleOf))];
  const isEnough = decideCommand({ ...question, allow: [...question.allow, ...rules] }).decision === "allow";
  return { parts, reasons, rules: isEnough && rules.length <= 5 ? rules : [] };
}

/** Judges a line; `isSeen` if the user saw all of it, so that each part is allowed as it stands. */
function judged(question: CommandQuestion, isSeen: boolean): Judge {
  const { command, shell, allow, deny = [] } = question;
  const isPosix = shell === "bash" || shell === "zsh";
  const rules = allow.slice(0, MOST_RULES).flatMap((rule) => parseRule(rule, isPosix) ?? []);
  const forbidding = deny
    .slice(0, MOST_RULES)
    .map((rule) => (rule.trim() === "" ? undefined : (parseRule(rule, isPosix) ?? null)));
  const judge = new Judge(
    shell,
    rulesOf,
    rules,
    forbidding.flatMap((rule) => rule ?? []),
    startOf(shell, question),
  );
  judge.isSeen = isSeen;
  // A line may hold no command at all; who allowed nothing is asked about that too.
  if (rules.length === 0 && !isSeen) judge.ask("No rule allows any command.");
  judge.isDenied = forbidding.some((rule) => rule?.kind === "any");
  if (forbidding.includes(null) || deny.length > MOST_RULES)
    judge.ask("A rule that forbids commands is not understood.");
  if (command.length > MOST_LENGTH) judge.ask("The command is too long to judge.");
  else if (command.trim() === "") judge.ask("The command is empty.");
  else read(judge, isPosix ? command : command.replace(/\r\n/g, "\n"));
  return judge;
}

function read(judge: Judge, line: string): void {
  judge.ask(suspicious(line, withoutQuotes(line)));
  try {
    judge.line(line);
  } catch (error) {
    if (!(error instanceof NotUnderstood) && !(error instanceof RangeError)) throw error;
    judge.ask(
      error instanceof NotUnderstood ? `It is not understood: ${error.message}` : "The command is nested too deeply.",
    );
  }
}
