import * as v from "valibot";
import { upstreamCostSchema } from "../answer/billedCost.ts";
import { errorIn } from "../faults/errorIn.ts";
import { countField, dollarsField } from "../faults/reading/numbers.ts";

/** Absent where a server sends something else than the expected type: such a field is not worth an answer. */
const lenient = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);
const text = lenient(v.string());

const usageSchema = lenient(
  v.object({
    input_tokens: countField,
    output_tokens: countField,
    cache_read_input_tokens: countField,
    cache_creation_input_tokens: countField,
    /** Gateways that bill by themselves state it here. */
    cost: dollarsField,
    is_byok: lenient(v.boolean()),
    cost_details: lenient(upstreamCostSchema),
  }),
);
export type AnthropicUsage = v.InferOutput<typeof usageSchema>;

const blockSchema = v.looseObject({
  /** A block that names no type is what its fields say. */
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
 * What an event only adds may be missing, or be of another kind than expected: the answer does not hang on it. Text and
 * arguments themselves must be readable.
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
 * One event of a Messages stream, or a whole message of a server that does not stream. Kinds of later versions ("ping"
 * too) are "other", as the protocol asks; undefined where an event of a known kind cannot be read. `name`: the event's
 * own, for JSON that names no type.
 */
export function parseEvent(json: unknown, name?: string): AnthropicEvent | undefined {
  const parsed = v.safeParse(knownSchema, json);
  if (parsed.success) return parsed.output;
  if (name === "error") return { type: "error" };
  const kind = v.safeParse(typed, json);
  // Gateways put errors of other protocols into the stream; of an event that names its kind only the key tells.
  const isError = kind.success ? v.is(errorSchema, json) : errorIn(json) !== undefined;
  if (isError) return { type: "error" };
  return kind.success && !knownTypes.has(kind.output.type) ? { type: "other" } : undefined;
}

/** Whether the JSON is a whole message. */
export const isWholeMessage = (json: unknown): boolean =>
  v.is(v.looseObject({ type: v.literal("message"), content: v.array(v.unknown()) }), json);
