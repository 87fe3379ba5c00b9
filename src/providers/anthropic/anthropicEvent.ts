import * as v from "valibot";
import { upstreamCostSchema } from "../answer/billedCost.ts";
import { errorIn } from "../faults/errorIn.ts";
import { countField, dollarsField } from "../faults/reading/numbers.ts";

/** Absent if a server sends another type than expected; the answer is still read. */
const lenient = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);
const text = lenient(v.string());

const usageSchema = lenient(
  v.object({
    input_tokens: countField,
    output_tokens: countField,
    cache_read_input_tokens: countField,
    cache_creation_input_tokens: countField,
    /** Gateways that bill state the cost here. */
    cost: dollarsField,
    is_byok: lenient(v.boolean()),
    cost_details: lenient(upstreamCostSchema),
  }),
);
export type AnthropicUsage = v.InferOutput<typeof usageSchema>;

const blockSchema = v.looseObject({
  /** A block without a type is identified by its fields. */
  type: v.optional(v.string(), ""),
  text,
  thinking: text,
  signature: text,
  id: text,
  name: text,
  input: v.optional(v.unknown()),
});
export type ContentBlock = v.InferOutput<typeof blockSchema>;

const messageSchema = v.object({
  model: text,
  content: v.fallback(v.array(blockSchema), []),
  stop_reason: text,
  usage: usageSchema,
});

const index = v.fallback(v.number(), 0);
/**
 * Additional fields may be missing or have another type; the answer doesn't depend on them. Text and arguments must be
 * readable.
 */
const knownSchema = v.variant("type", [
  v.object({ type: v.literal("message_start"), message: lenient(messageSchema) }),
  v.object({ type: v.literal("content_block_start"), index, content_block: v.nullish(blockSchema) }),
  v.object({
    type: v.literal("content_block_delta"),
    index,
    delta: v.nullish(
      v.object({
        text: v.nullish(v.string()),
        thinking: text,
        signature: text,
        partial_json: v.nullish(v.string()),
      }),
    ),
  }),
  v.object({ type: v.literal("content_block_stop"), index }),
  v.object({
    type: v.literal("message_delta"),
    delta: lenient(v.object({ stop_reason: text, usage: usageSchema })),
    usage: usageSchema,
  }),
  v.object({ type: v.literal("message_stop") }),
  v.object({ type: v.literal("error"), error: v.optional(v.unknown()) }),
  v.object({ type: v.literal("message"), ...messageSchema.entries }),
]);
export type AnthropicEvent = v.InferOutput<typeof knownSchema> | { type: "other" };

const knownTypes = new Set<string>(knownSchema.options.map(({ entries }) => entries.type.literal));
const errorSchema = v.object({ error: v.pipe(v.unknown(), v.check(Boolean)) });
const typed = v.object({ type: v.string() });

/**
 * Parses one event of a Messages stream, or a whole message if the server doesn't stream. Unknown types, and "ping",
 * become "other", as the protocol asks. Undefined if an event of a known type can't be read.
 * @param name the event's own name, for JSON without a type
 */
export function parseEvent(json: unknown, name?: string): AnthropicEvent | undefined {
  const parsed = v.safeParse(knownSchema, json);
  if (parsed.success) return parsed.output;
  if (name === "error") return { type: "error" };
  const kind = v.safeParse(typed, json);
  // Gateways put errors of other protocols into the stream. If an event names its type, only the key identifies them.
  const isError = kind.success ? v.is(errorSchema, json) : errorIn(json) !== undefined;
  if (isError) return { type: "error" };
  return kind.success && !knownTypes.has(kind.output.type) ? { type: "other" } : undefined;
}

/** Whether the JSON is a whole message. */
export const isWholeMessage = (json: unknown): boolean =>
  v.is(v.looseObject({ type: v.literal("message"), content: v.array(v.unknown()) }), json);
