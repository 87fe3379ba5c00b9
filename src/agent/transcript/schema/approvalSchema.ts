import * as v from "valibot";
import { diffSchema } from "./diffSchema.ts";

/**
 * What a changed file may do beside holding text: programs run or obey it without a further question. The files of each
 * class: src/agent/approval/risk.ts.
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

/**
 * What a call asks consent for, as shown and stored: an edit as a diff, everything else verbatim. The kinds are those
 * of `Ask` (src/agent/approval/ask.ts).
 */
export const shownAskSchema = v.variant("kind", [
  v.object({ kind: v.literal("edit"), diff: diffSchema, risk: v.exactOptional(riskSchema) }),
  v.object({ kind: v.literal("command"), command: v.string(), cwd: v.string() }),
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
  allowed: v.object({ type: v.literal("allowed"), scope: v.picklist(["once", "chat", "workspace"]) }),
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
