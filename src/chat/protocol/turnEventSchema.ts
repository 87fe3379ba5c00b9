import * as v from "valibot";
import { loopReasons, MOST_FRAMES, type TurnEvent } from "../../agent/transcript/turnEvent.ts";
import { isBase64 } from "../base64.ts";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const optional = v.exactOptional;

const seconds = v.pipe(v.number(), v.minValue(0));
/** The schema library's own pattern runs out of stack on a video. */
const base64 = v.pipe(v.string(), v.check(isBase64));
const picture = v.object({ mediaType: v.string(), data: base64 });

export const chipSchema = v.object({
  label: v.string(),
  path: optional(v.string()),
  uri: optional(v.string()),
  startLine: optional(count),
  endLine: optional(count),
  image: optional(picture),
  video: optional(
    v.object({
      seconds: optional(seconds),
      mediaType: v.string(),
      frames: v.pipe(v.array(picture), v.maxLength(MOST_FRAMES)),
      data: optional(base64),
    }),
  ),
  audio: optional(v.object({ seconds: optional(seconds), mediaType: v.string(), data: base64 })),
});

const diffLine = v.object({ kind: v.picklist(["same", "added", "removed"]), text: v.string() });
const diffSchema = v.object({
  path: v.string(),
  created: v.boolean(),
  added: count,
  removed: count,
  hunks: v.array(v.object({ oldStart: count, newStart: count, lines: v.array(diffLine) })),
});

export const modeSchema = v.picklist(["ask", "agent"]);
const decisions = {
  allowed: v.object({ type: v.literal("allowed"), scope: v.picklist(["once", "chat", "workspace"]) }),
  denied: v.object({ type: v.literal("denied"), reason: optional(v.string()) }),
  stopped: v.object({ type: v.literal("stopped") }),
};
/** What a user can answer to an approval card. */
export const answerSchema = v.variant("type", [decisions.allowed, decisions.denied]);
const decisionSchema = v.variant("type", [decisions.allowed, decisions.denied, decisions.stopped]);

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
const faultSchema = v.variant("kind", [
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

const outcomeSchema = v.variant("type", [
  v.object({ type: v.picklist(["answered", "cut", "stopped", "out-of-steps"]) }),
  v.object({ type: v.literal("looped"), reason: v.picklist(loopReasons), message: v.string() }),
  v.object({ type: v.literal("failed"), fault: faultSchema, message: v.string() }),
]);

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

const modelEvents = [
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

/** One line of a stored chat, one event on its way to the panel. */
export const turnEventSchema: v.GenericSchema<unknown, TurnEvent> = v.variant("type", [
  v.object({
    type: v.literal("asked"),
    id: v.string(),
    at: v.number(),
    mode: modeSchema,
    text: v.string(),
    prompt: v.string(),
    chips: v.array(chipSchema),
    topic: optional(v.literal("explain")),
  }),
  v.object({ type: v.literal("resumed"), at: v.number() }),
  ...modelEvents,
  v.object({ type: v.literal("thought-timed"), ms: v.number() }),
  v.object({
    type: v.literal("retrying"),
    attempt: count,
    at: v.number(),
    message: v.string(),
    next: optional(v.string()),
  }),
  v.object({ type: v.literal("fell-back"), from: v.string(), to: v.string(), message: v.string() }),
  v.object({
    type: v.literal("shortened"),
    window: optional(count),
    cuts: v.array(
      v.object({
        turn: v.string(),
        item: optional(count),
        part: v.picklist(["result", "arguments", "text", "thought", "prompt"]),
        kept: count,
        word: v.string(),
        name: v.string(),
      }),
    ),
  }),
  v.object({ type: v.literal("approval-wanted"), callId: v.string(), diff: diffSchema }),
  v.object({ type: v.literal("approval-settled"), callId: v.string(), decision: decisionSchema }),
  v.object({ type: v.literal("tool-started"), callId: v.string() }),
  v.object({
    type: v.literal("tool-ended"),
    callId: v.string(),
    text: v.string(),
    isError: v.boolean(),
    diff: optional(diffSchema),
  }),
  v.object({ type: v.literal("turn-ended"), at: v.number(), outcome: outcomeSchema, model: v.string() }),
  v.object({ type: v.literal("rewound"), to: v.string() }),
  v.object({ type: v.literal("result-chosen"), index: count }),
]);
