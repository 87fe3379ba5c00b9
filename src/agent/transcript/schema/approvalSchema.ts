import * as v from "valibot";
import { diffSchema } from "./diffSchema.ts";
import { count, listOf } from "./lists.ts";

/**
 * What a changed file may do beside holding text: programs run or obey it without a further question. The files of each
 * class: src/agent/approval/files/risk.ts.
 */
export const riskSchema = v.picklist([
  "editor",
  "repository",
  "container",
  "ci",
  "environment",
  "agent",
  "program",
  "hidden",
  "secret",
]);

const risk = v.exactOptional(riskSchema);

/**
 * One of several operations on files, as shown. `files`: how many a moved folder holds, or the paths that go with a
 * deleted one. `diff`: the text of a deleted file, as far as it is text.
 */
export const fileOperationSchema = v.variant("type", [
  v.object({ type: v.literal("write"), diff: diffSchema, risk }),
  v.object({ type: v.literal("move"), from: v.string(), to: v.string(), files: v.exactOptional(count), risk }),
  v.object({
    type: v.literal("delete"),
    path: v.string(),
    bytes: count,
    files: v.exactOptional(listOf(v.string())),
    diff: v.exactOptional(diffSchema),
    risk,
  }),
  v.object({ type: v.literal("make-folder"), path: v.string(), risk }),
]);

/**
 * What a call asks consent for, as shown and stored: an edit as a diff, everything else verbatim. The kinds are those
 * of `Ask` (src/agent/approval/ask.ts).
 */
export const shownAskSchema = v.variant("kind", [
  v.object({ kind: v.literal("edit"), diff: diffSchema, risk }),
  /** Several changes of files, made in this order. */
  v.object({ kind: v.literal("files"), operations: listOf(fileOperationSchema) }),
  /** `judged`: its parts, why it is asked about each time, and rules that would allow it with other arguments. */
  v.object({
    kind: v.literal("command"),
    command: v.string(),
    cwd: v.string(),
    judged: v.exactOptional(
      v.object({ parts: listOf(v.string()), reasons: listOf(v.string()), rules: listOf(v.string()) }),
    ),
  }),
  /** A command in the sandbox: it writes in the workspace and its own temporary folders, and has no network. */
  v.object({ kind: v.literal("sandboxed-command"), command: v.string(), cwd: v.string() }),
  /** What is typed into a running program. */
  v.object({ kind: v.literal("input"), text: v.string(), program: v.string() }),
  /** A task of the editor; `runs`: what it and the tasks before it run, one a line. */
  v.object({ kind: v.literal("task"), name: v.string(), runs: v.string() }),
  v.object({ kind: v.literal("fetch"), url: v.string() }),
  v.object({
    kind: v.literal("foreign-tool"),
    server: v.string(),
    tool: v.string(),
    arguments: v.record(v.string(), v.unknown()),
  }),
  v.object({ kind: v.literal("read-outside"), path: v.string() }),
  v.object({ kind: v.literal("read-private"), path: v.string() }),
]);

const decisions = {
  allowed: v.object({
    type: v.literal("allowed"),
    scope: v.picklist(["once", "chat", "workspace", "user"]),
    /** Commands with other arguments are allowed too, by the rules that the card offers. */
    withRules: v.exactOptional(v.boolean()),
  }),
  denied: v.object({ type: v.literal("denied"), reason: v.exactOptional(v.string()) }),
  forbidden: v.object({ type: v.literal("forbidden"), reason: v.string() }),
  stopped: v.object({ type: v.literal("stopped") }),
};

/** The user's answer to an approval card. */
export const answerSchema = v.variant("type", [decisions.allowed, decisions.denied]);

/**
 * The decision on a request: the user's answer, a rule that forbids it without asking, or a stop, which is not a
 * refusal.
 */
export const decisionSchema = v.variant("type", [
  decisions.allowed,
  decisions.denied,
  decisions.forbidden,
  decisions.stopped,
]);
