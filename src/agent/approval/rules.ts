import * as v from "valibot";
import type { Ask, AskingCall } from "./ask.ts";
import type * as commandJudge from "./command/decideCommand.ts";
import type { CommandQuestion, Shell } from "./path/question.ts";
import { canonical } from "./canonical.ts";
import { riskOfChange, riskOfOperation } from "./changeRisk.ts";
import type { FileOperation } from "../transcript/turnEvent.ts";

/**
 * A standing consent, stored by "Allow in this chat" and "Always in this workspace". It covers only what the user saw.
 * Edits of plain files (`canStand`) are allowed by their tool's name, because they stay inside the workspace and can be
 * undone; several operations on files by the tool and their kinds, but no deletion. A command is
 * allowed verbatim in one folder, those in the sandbox all together, an address and an outside file verbatim, and a tool
 * of another server with exactly these arguments (as canonical JSON), because we don't know what others would do.
 */
export const ruleSchema = v.variant("kind", [
  v.object({ kind: v.literal("edit"), tool: v.string() }),
  v.object({ kind: v.literal("files"), tool: v.string(), does: v.array(v.picklist(["write", "move", "make-folder"])) }),
  v.object({ kind: v.literal("command"), command: v.string(), cwd: v.string() }),
  /** A rule of `decideCommand`: it allows parts of command lines, also with other arguments. */
  v.object({ kind: v.literal("command-rule"), rule: v.string() }),
  /** All but those that are asked about each time: the sandbox bounds what they can do. */
  v.object({ kind: v.literal("sandboxed-command") }),
  v.object({ kind: v.literal("input"), text: v.string(), program: v.string() }),
  v.object({ kind: v.literal("task"), name: v.string(), runs: v.string() }),
  v.object({ kind: v.literal("fetch"), url: v.string() }),
  v.object({ kind: v.literal("foreign-tool"), server: v.string(), tool: v.string(), arguments: v.string() }),
  v.object({ kind: v.literal("read-outside"), path: v.string() }),
  v.object({ kind: v.literal("read-private"), path: v.string() }),
]);
export type Rule = v.InferOutput<typeof ruleSchema>;

/** The policy's decision: run, ask the user, or refuse for a reason that model and user read. */
export type Verdict = { decision: "allow" } | { decision: "ask" } | { decision: "deny"; reason: string };

/**
 * The policy's decision on a call under these rules. What is forbidden stays forbidden, whatever was allowed. Without
 * `commands`, every command line is asked about.
 */
export function verdict(call: AskingCall, rules: readonly Rule[], commands?: JudgedCommands): Verdict {
  const reason = forbidden(call.ask);
  if (reason !== undefined) return { decision: "deny", reason };
  const { ask } = call;
  if (isCommand(ask)) {
    if (!commands) return { decision: "ask" };
    if (ask.kind === "command") return commandVerdict(ask, call, rules, commands);
    // What the user forbids is forbidden in the sandbox too, and what is asked about each time outside it is here.
    const question = questionOf(ask, [], commands.policy);
    if (commands.judge.decideCommand(question).decision === "deny") return { decision: "deny", reason: deniedPart };
    if (commands.judge.describeCommand(question).reasons.length > 0) return { decision: "ask" };
  }
  return { decision: canStand(call) && rules.some((rule) => covers(rule, call)) ? "allow" : "ask" };
}

/** Whether an ask is for a command line, which only the judge of command lines can read. */
export const isCommand = (ask: Ask): ask is Extract<Ask, { kind: "command" | "sandboxed-command" }> =>
  ask.kind === "command" || ask.kind === "sandboxed-command";

/** The parsers of command lines: src/agent/approval/command/decideCommand.ts, loaded with the first command. */
export type CommandJudge = Pick<typeof commandJudge, "decideCommand" | "describeCommand">;
export type JudgedCommands = { judge: CommandJudge; policy: CommandPolicy };

/** What command lines are judged by, beside rules: the shell that runs them, where, and the user's settings. */
export type CommandPolicy = {
  shell: Shell;
  workspace?: string;
  home?: string;
  /** Rules of all workspaces. */
  allowed: readonly string[];
  denied: readonly string[];
};

/** Where the editor tells none. */
export const plainPolicy: CommandPolicy = { shell: "bash", allowed: [], denied: [] };

type CommandAsk = Extract<Ask, { kind: "command" }>;

const deniedPart = "A rule of the user forbids a part of this command.";

/** A rule that forbids a part beats all; otherwise every part needs a rule, or the line was allowed word for word. */
function commandVerdict(
  ask: CommandAsk,
  call: AskingCall,
  rules: readonly Rule[],
  { judge, policy }: JudgedCommands,
): Verdict {
  const question = questionOf(ask, rules, policy);
  const { decision } = judge.decideCommand(question);
  if (decision === "deny") return { decision, reason: deniedPart };
  if (decision === "allow") return { decision };
  const isSeen = rules.some((rule) => rule.kind === "command" && covers(rule, call));
  return { decision: isSeen && judge.describeCommand(question).reasons.length === 0 ? "allow" : "ask" };
}

/** What a card says of a command line. */
export const describedCommand = (
  ask: CommandAsk,
  rules: readonly Rule[],
  { judge, policy }: JudgedCommands,
): DescribedCommand => judge.describeCommand(questionOf(ask, rules, policy));
export type DescribedCommand = ReturnType<CommandJudge["describeCommand"]>;

function questionOf(
  { command, cwd }: Pick<CommandAsk, "command" | "cwd">,
  rules: readonly Rule[],
  policy: CommandPolicy,
): CommandQuestion {
  const { shell, workspace, home, allowed, denied } = policy;
  const allow = [...allowed, ...rules.flatMap((rule) => (rule.kind === "command-rule" ? [rule.rule] : []))];
  return {
    command,
    shell,
    cwd,
    allow,
    deny: denied,
    ...(workspace !== undefined && { workspace }),
    ...(home !== undefined && { home }),
  };
}

/** Whether a rule can allow a call for good. What programs run or obey is asked about each time. */
export function canStand({ ask }: AskingCall, commands?: JudgedCommands): boolean {
  if (ask.kind === "command") return commands !== undefined && describedCommand(ask, [], commands).reasons.length === 0;
  if (ask.kind === "edit") return riskOfChange(ask.change) === undefined;
  if (ask.kind !== "files") return true;
  return ask.operations.every((each) => each.type !== "delete" && riskOfOperation(each) === undefined);
}

/** The rule for the user's "always" on this call. */
export function ruleFor({ tool, ask }: AskingCall): Rule {
  switch (ask.kind) {
    case "edit":
      return { kind: "edit", tool };
    case "files":
      return { kind: "files", tool, does: kindsOf(ask.operations) };
    case "foreign-tool":
      return { kind: "foreign-tool", server: ask.server, tool: ask.tool, arguments: canonical(ask.arguments) };
    case "command":
      return { kind: "command", command: ask.command, cwd: ask.cwd };
    case "sandboxed-command":
      return { kind: "sandboxed-command" };
    case "input":
      return { kind: "input", text: ask.text, program: ask.program };
    case "task":
      return { kind: "task", name: ask.name, runs: ask.runs };
    case "fetch":
      return { kind: "fetch", url: ask.url };
    case "read-outside":
    case "read-private":
      return { kind: ask.kind, path: ask.path };
  }
}

/** Whether a rule allows a call. */
export function covers(rule: Rule, call: AskingCall): boolean {
  const own = ruleFor(call);
  if (rule.kind !== "files" || own.kind !== "files") return canonical(rule) === canonical(own);
  const isDeleting = call.ask.kind === "files" && call.ask.operations.some(({ type }) => type === "delete");
  return !isDeleting && rule.tool === own.tool && own.does.every((each) => rule.does.includes(each));
}

type Does = Extract<Rule, { kind: "files" }>["does"];

const kindsOf = (operations: readonly FileOperation[]): Does =>
  (["write", "move", "make-folder"] as const).filter((kind) => operations.some(({ type }) => type === kind));

/** The most rules to keep; a user adds them one by one. */
const MOST_RULES = 1000;

/** Parses stored rules; invalid entries are skipped. Version 0.1.0 stored names of tools, all of which edited files. */
export function parseRules(stored: unknown): Rule[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(-MOST_RULES).flatMap((entry: unknown): Rule[] => {
    if (typeof entry === "string") return [{ kind: "edit", tool: entry }];
    const parsed = v.safeParse(ruleSchema, entry);
    return parsed.success ? [parsed.output] : [];
  });
}

/** Why nobody may allow this; undefined if the user decides. */
function forbidden(ask: Ask): string | undefined {
  switch (ask.kind) {
    case "command":
    case "sandboxed-command":
      return ask.command.trim() === "" ? "The command is empty." : undefined;
    case "fetch":
      return forbiddenAddress(ask.url);
    case "edit":
    case "files":
    case "input":
    case "task":
    case "foreign-tool":
    case "read-outside":
    case "read-private":
      return undefined;
  }
}

function forbiddenAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return "Only http and https addresses can be fetched.";
  // A name before @ can imitate the host, and a password would be stored with the chat.
  if (url.username !== "" || url.password !== "") return "An address with a user name or password is not fetched.";
  return undefined;
}
