import * as v from "valibot";
import { readErrorBody } from "../faults/reading/errorBody.ts";
import { upstreamCostSchema } from "../answer/billedCost.ts";
import { logprobsSchema } from "../http/tokenProbabilities.ts";
import { countField, dollarsField, promptField } from "../faults/reading/numbers.ts";

/** Absent if a server sends another type than expected; the answer is still read. */
const lenient = <S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined);
const text = lenient(v.string());
const number = lenient(v.number());

const any = v.optional(v.unknown());
/** Some gateways pass the arguments on under the model's own name for them. */
const calledEntries = { name: text, arguments: any, parameters: any, input: any, args: any };
type Called = v.InferOutput<v.ObjectSchema<typeof calledEntries, undefined>>;
const calledOf = ({ name, arguments: given, parameters, input, args }: Called) => {
  return { name, arguments: given ?? parameters ?? input ?? args };
};
const calledSchema = v.pipe(v.object(calledEntries), v.transform(calledOf));
/** Some gateways send indexes as text, or omit the inner object. */
const toolCallSchema = v.pipe(
  v.object({
    index: lenient(v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))])),
    id: text,
    function: lenient(calledSchema),
    ...calledEntries,
  }),
  v.transform(({ index, id, function: called, ...flat }) => ({ index, id, function: called ?? calledOf(flat) })),
);

/** Text, or a list of parts with text. */
const content = v.union([
  v.string(),
  v.pipe(
    v.array(v.object({ text })),
    v.transform((parts) => parts.map((part) => part.text ?? "").join("")),
  ),
]);

const deltaSchema = v.object({
  content: v.nullish(content),
  /** OpenAI's refusal in place of content, in the model's words. */
  refusal: text,
  reasoning: text,
  reasoning_content: text,
  reasoningContent: text,
  reasoning_text: text,
  thinking: text,
  reasoning_details: lenient(v.array(v.unknown())),
  /** Google marks content that is a thought. */
  extra_content: lenient(v.object({ google: lenient(v.object({ thought: lenient(v.boolean()) })) })),
  tool_calls: v.nullish(
    v.union([
      v.array(toolCallSchema),
      v.pipe(
        toolCallSchema,
        v.transform((call) => [call]),
      ),
    ]),
  ),
  /** The older form of `tool_calls`: one call without an id. */
  function_call: lenient(calledSchema),
});
export type Delta = v.InferOutput<typeof deltaSchema>;

const usageSchema = v.object({
  prompt_tokens: promptField,
  completion_tokens: countField,
  total_tokens: countField,
  cost: dollarsField,
  /** OpenRouter, for a request with the user's own provider key, where the provider bills the rest. */
  is_byok: lenient(v.boolean()),
  cost_details: lenient(upstreamCostSchema),
  prompt_tokens_details: lenient(v.object({ cached_tokens: countField })),
  completion_tokens_details: lenient(v.object({ reasoning_tokens: countField })),
});
export type WireUsage = v.InferOutput<typeof usageSchema>;

/** SGLang states an object. */
const finishReason = lenient(
  v.union([
    v.string(),
    v.pipe(
      v.object({ type: v.string() }),
      v.transform(({ type }) => type),
    ),
  ]),
);

const chunkSchema = v.object({
  id: text,
  object: text,
  model: text,
  choices: v.nullish(
    v.array(
      v.object({
        index: number,
        delta: v.nullish(deltaSchema),
        /** In place of `delta` if a server doesn't stream. */
        message: v.nullish(deltaSchema),
        /** The same from servers that answer like the older completions protocol. */
        text,
        finish_reason: finishReason,
        logprobs: lenient(v.object({ content: lenient(logprobsSchema) })),
      }),
    ),
  ),
  usage: lenient(usageSchema),
  /** llama-server's count of prompt tokens found in its cache. */
  timings: lenient(v.object({ cache_n: countField })),
});
export type Chunk = v.InferOutput<typeof chunkSchema>;

/**
 * Parses one `data:` line of a chat completion stream, or a whole completion. Unknown fields are ignored, fields of a
 * wrong type are absent. Undefined if text or calls can't be read.
 */
export function parseChunk(json: unknown): Chunk | undefined {
  const parsed = v.safeParse(chunkSchema, json);
  return parsed.success ? parsed.output : undefined;
}

/** Whether JSON that passes as a chunk has none of its fields. */
export const isStrange = ({ id, object, model, choices, usage, timings }: Chunk): boolean =>
  [id, object, model, choices, usage, timings].every((field) => field === undefined || field === null);

const part = v.fallback(v.nullish(v.object({ error: v.optional(v.unknown()) })), undefined);
const choiceErrorSchema = v.object({
  choices: v.array(v.object({ error: v.optional(v.unknown()), delta: part, message: part })),
});
/** The error that routers put into a choice beside its content; undefined if there is none. */
export function choiceError(json: unknown): unknown {
  const read = v.safeParse(choiceErrorSchema, json);
  if (!read.success) return undefined;
  const { choices } = read.output;
  return choices
    .flatMap(({ error, delta, message }) => [error, delta?.error, message?.error])
    .find((error) => error !== undefined && readErrorBody(error) !== undefined);
}
