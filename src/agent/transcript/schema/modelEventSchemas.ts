import * as v from "valibot";
import { count } from "./lists.ts";

const optional = v.exactOptional;

const usageSchema = v.object({
  inputTokens: optional(v.number()),
  outputTokens: optional(v.number()),
  thoughtTokens: optional(v.number()),
  cachedTokens: optional(v.number()),
  cost: optional(v.number()),
  costBasis: optional(v.picklist(["reported", "prices", "local"])),
  results: optional(v.pipe(count, v.minValue(1))),
});

const callSchema = v.object({
  type: v.literal("tool-call"),
  id: v.string(),
  name: v.string(),
  arguments: v.record(v.string(), v.unknown()),
  fault: optional(v.string()),
});

/** The events of a model's answer (src/model/model.ts) as stored, without token probabilities. */
export const modelEventSchemas = [
  v.object({
    type: v.literal("waiting"),
    phase: v.picklist(["starting", "loading", "queued"]),
    fraction: optional(v.number()),
  }),
  v.object({ type: v.literal("text"), delta: v.string() }),
  v.object({
    type: v.literal("thought"),
    delta: v.string(),
    details: optional(v.array(v.unknown())),
    by: optional(v.object({ provider: v.string(), model: v.string() })),
  }),
  v.object({ type: v.literal("tool-call-start"), id: v.string(), name: v.string() }),
  v.object({ type: v.literal("tool-call-delta"), id: v.string(), delta: v.string() }),
  v.object({ type: v.literal("tool-call-end"), call: callSchema }),
  v.object({ type: v.literal("usage"), usage: usageSchema }),
  v.object({ type: v.literal("notice"), message: v.string() }),
  v.object({ type: v.literal("alternatives"), texts: v.array(v.string()) }),
  v.object({
    type: v.literal("done"),
    reason: v.picklist(["stop", "length", "tool-calls", "content-filter"]),
    model: optional(v.string()),
    certainty: optional(v.object({ tokens: count, mean: v.number(), lowest: v.number() })),
  }),
] as const;
