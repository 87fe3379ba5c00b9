import * as v from "valibot";
import type { Ask, AskingCall } from "./ask.ts";
import { canonical } from "./canonical.ts";

/**
 * A standing consent: what "Allow in this chat" and "Always in this workspace" store. It covers what the user saw and no
 * more. Only edits, which stay inside the workspace and can be undone, are allowed by the name of their tool. A command is
 * allowed word for word in one folder, an address and an outside file as they stand, and a tool of another server with
 * exactly these arguments (as canonical JSON): who runs it knows what other arguments would do, we don't.
 */
export const ruleSchema = v.variant("kind", [
  v.object({ kind: v.literal("edit"), tool: v.string() }),
  v.object({ kind: v.literal("command"), command: v.string(), cwd: v.string() }),
  v.object({ kind: v.literal("fetch"), url: v.string() }),
  v.object({ kind: v.literal("foreign-tool"), server: v.string(), tool: v.string(), arguments: v.string() }),
  v.object({ kind: v.literal("read-outside"), path: v.string() }),
]);
export type Rule = v.InferOutput<typeof ruleSchema>;

/** What the policy says of a call: it runs, the user is asked, or it is refused for a reason that model and user read. */
export type Verdict = { decision: "allow" } | { decision: "ask" } | { decision: "deny"; reason: string };

/** What the policy says of a call under these rules. What is forbidden stays so, whatever was allowed. */
export function verdict(call: AskingCall, rules: readonly Rule[]): Verdict {
  const reason = forbidden(call.ask);
  if (reason !== undefined) return { decision: "deny", reason };
  return { decision: rules.some((rule) => covers(rule, call)) ? "allow" : "ask" };
}

/** The rule that stands for the user's "always" to this call. */
export function ruleFor({ tool, ask }: AskingCall): Rule {
  switch (ask.kind) {
    case "edit":
      return { kind: "edit", tool };
    case "foreign-tool":
      return { kind: "foreign-tool", server: ask.server, tool: ask.tool, arguments: canonical(ask.arguments) };
    case "command":
      return { kind: "command", command: ask.command, cwd: ask.cwd };
    case "fetch":
      return { kind: "fetch", url: ask.url };
    case "read-outside":
      return { kind: "read-outside", path: ask.path };
  }
}

/** Whether a rule allows a call. */
export const covers = (rule: Rule, call: AskingCall): boolean => canonical(rule) === canonical(ruleFor(call));

/** More are not kept; a user gives them one by one. */
const MOST_RULES = 1000;

/**
 * The rules that were stored, from whatever stands there: an entry that is none is passed over. Version 0.1.0 stored the
 * names of tools, all of which edited files.
 */
export function parseRules(stored: unknown): Rule[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(-MOST_RULES).flatMap((entry: unknown): Rule[] => {
    if (typeof entry === "string") return [{ kind: "edit", tool: entry }];
    const parsed = v.safeParse(ruleSchema, entry);
    return parsed.success ? [parsed.output] : [];
  });
}

/** Why nobody may allow this; undefined where the user decides. */
function forbidden(ask: Ask): string | undefined {
  switch (ask.kind) {
    case "command":
      return ask.command.trim() === "" ? "The command is empty." : undefined;
    case "fetch":
      return forbiddenAddress(ask.url);
    case "edit":
    case "foreign-tool":
    case "read-outside":
      return undefined;
  }
}

function forbiddenAddress(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return "Only http and https addresses can be fetched.";
  // It can pass for the name of the host, and a secret would be stored with the chat.
  if (url.username !== "" || url.password !== "") return "An address with a user name or password is not fetched.";
  return undefined;
}
