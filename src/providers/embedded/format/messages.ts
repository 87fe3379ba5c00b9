import * as v from "valibot";

/**
 * The messages between the extension host and the engine's process. Both sides parse what they receive: the process may
 * be of another version, and an invalid message must never reach native code.
 */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * A piece of a rendered prompt. "marker": our template text, in which special tokens are recognised. "text": text of
 * users, files or tools, which never becomes a special token. "answer" and "thought": the same for text that the model
 * wrote.
 */
const segment = v.variant("kind", [
  v.object({ kind: v.literal("marker"), text: v.string() }),
  v.object({ kind: v.literal("text"), text: v.string() }),
  v.object({ kind: v.literal("answer"), text: v.string() }),
  v.object({ kind: v.literal("thought"), text: v.string() }),
]);
export type Segment = v.InferOutput<typeof segment>;

const sampling = v.object({
  temperature: v.pipe(v.number(), v.minValue(0)),
  topP: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  topK: count,
  seed: v.optional(count),
});

const load = v.object({
  type: v.literal("load"),
  file: v.string(),
  contextTokens: count,
  /** Whether the cache of sliding-window layers holds the whole context, so that any prefix of it can be reused. */
  fullCache: v.boolean(),
  /** The number of conversations kept at once, each with its own cache. */
  sequences: v.pipe(count, v.minValue(1)),
});
export type LoadOrder = v.InferOutput<typeof load>;

const ask = v.object({
  type: v.literal("ask"),
  id: count,
  prompt: v.array(segment),
  sampling,
  maxTokens: count,
  stop: v.array(v.string()),
  /** Texts of special tokens that end the answer, in addition to the model's end-of-generation tokens. */
  endMarkers: v.array(v.string()),
  /** Texts of the special tokens around a thought; absent if the family has none. */
  thoughtMarkers: v.optional(v.object({ start: v.string(), end: v.string() })),
  /** A GBNF grammar the answer must follow. */
  grammar: v.optional(v.string()),
});
export type Question = v.InferOutput<typeof ask>;

const toChild = v.variant("type", [load, ask, v.object({ type: v.literal("stop"), id: count })]);
export type ToChild = v.InferOutput<typeof toChild>;

const fault = v.variant("kind", [
  v.object({ kind: v.literal("engine") }),
  v.object({ kind: v.literal("model-file") }),
  v.object({ kind: v.literal("memory") }),
  v.object({ kind: v.literal("overflow"), promptTokens: count, contextTokens: count }),
]);
export type ChildFault = v.InferOutput<typeof fault>;

/** `gpu`: "cuda", "vulkan", "metal", or false for the processor. `vramFree`: free bytes; `vramShared`: how many of them are RAM. */
const ready = v.object({
  type: v.literal("ready"),
  gpu: v.union([v.string(), v.literal(false)]),
  vramFree: v.number(),
  vramShared: v.number(),
});
export type Ready = v.InferOutput<typeof ready>;

const done = v.object({
  type: v.literal("done"),
  id: count,
  reason: v.picklist(["stop", "length", "stopped"]),
  inputTokens: count,
  cachedTokens: count,
  outputTokens: count,
  thoughtTokens: count,
});
export type Done = v.InferOutput<typeof done>;

const fromChild = v.variant("type", [
  ready,
  v.object({ type: v.literal("loading"), fraction: v.number() }),
  v.object({ type: v.literal("loaded"), contextTokens: count }),
  /** The fraction of the prompt that was read, before the first word of the answer. */
  v.object({ type: v.literal("reading"), id: count, fraction: v.number() }),
  v.object({ type: v.literal("text"), id: count, delta: v.string() }),
  v.object({ type: v.literal("thought"), id: count, delta: v.string() }),
  done,
  /** `id` is absent when starting or loading failed. `detail` is for the log and for the user's message. */
  v.object({ type: v.literal("failed"), id: v.optional(count), fault, detail: v.string() }),
  v.object({ type: v.literal("log"), line: v.string() }),
]);
export type FromChild = v.InferOutput<typeof fromChild>;

/** The host's message; undefined if it is invalid. */
export function parseToChild(value: unknown): ToChild | undefined {
  const result = v.safeParse(toChild, value);
  return result.success ? result.output : undefined;
}

/** The child's message; undefined if it is invalid. */
export function parseFromChild(value: unknown): FromChild | undefined {
  const result = v.safeParse(fromChild, value);
  return result.success ? result.output : undefined;
}
