import * as v from "valibot";
import type { ModelFault } from "../../../model/modelError.ts";

const optional = v.exactOptional;

const plainFaults = [
  "auth",
  "credit",
  "not-found",
  "refused",
  "protocol",
  "empty",
  "model-missing",
  "model-file",
  "memory",
  "engine",
  "budget",
  "settings",
  "aborted",
] as const;
const faultSchema: v.GenericSchema<unknown, ModelFault> = v.variant("kind", [
  v.object({ kind: v.picklist(plainFaults) }),
  v.object({ kind: v.literal("account"), whole: optional(v.boolean()) }),
  v.object({
    kind: v.literal("rate-limit"),
    lasting: optional(v.boolean()),
    retryAfterMs: optional(v.number()),
  }),
  v.object({
    kind: v.literal("unavailable"),
    lasting: optional(v.boolean()),
    retryAfterMs: optional(v.number()),
  }),
  v.object({
    kind: v.literal("overflow"),
    promptTokens: optional(v.number()),
    contextTokens: optional(v.number()),
    perTime: optional(v.boolean()),
  }),
]);

/** How a model loops; `message` is for the user. */
export const loopSchema = v.object({
  reason: v.picklist(["same-call", "same-failure", "repetition", "endless-thought"]),
  message: v.string(),
});

/**
 * How a turn ended. "interrupted": the editor ended while it ran. "cut": the model reached its token limit. "out-of-steps": it exceeded the limit of tool calls.
 * "looped": it was stopped in a loop.
 */
export const outcomeSchema = v.variant("type", [
  v.object({ type: v.picklist(["answered", "cut", "stopped", "interrupted", "out-of-steps"]) }),
  v.object({ type: v.literal("looped"), ...loopSchema.entries }),
  v.object({ type: v.literal("failed"), fault: faultSchema, message: v.string() }),
]);
