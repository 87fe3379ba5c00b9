import type { JsonObject } from "../../model/message.ts";
import type { ModelInfo, ModelRequest } from "../../model/model.ts";
import { type Placed, placeSampling } from "../parameters/place.ts";
import { placed } from "../parameters/reasoning.ts";
import { anthropicSampling } from "../parameters/samplingPlaces.ts";
import { withoutSystem } from "../conversation/messageParts.ts";
import { withSingleCalls } from "../conversation/singleCalls.ts";
import { withUniqueIds } from "../conversation/uniqueIds.ts";
import { repaired } from "../repairs/repaired.ts";
import { withTaken } from "../media/taken.ts";
import type { Repairs } from "../repairs/repairs.ts";
import { outputWithin } from "../window/outputRoom.ts";
import { systemOf, toAnthropicMessages, wireId } from "./anthropicMessages.ts";

export type AnthropicSettings = {
  extra?: JsonObject;
  /** What the server refused in earlier requests. */
  repairs?: Repairs;
};

/** The default of `max_tokens`, which is required; less if the window leaves less. */
const defaultMaxTokens = 4096;
/** The smallest thinking budget, and the default if the user sets none. */
const leastThinking = 1024;
const defaultThinking = 4096;

/**
 * Sampling and thinking in the Messages protocol, which has no seed and no effort. While a model thinks, the server
 * refuses temperature and top-k, so they are omitted. Throws ModelError "settings" for a value out of range.
 */
export function anthropicParams({ sampling = {}, reasoning = {} }: Wanted, who: string): Placed & { thinking: number } {
  const isSet = reasoning.enabled !== undefined || reasoning.maxTokens !== undefined;
  const thinks = isSet && reasoning.enabled !== false;
  const thinking = thinks ? Math.max(leastThinking, reasoning.maxTokens ?? defaultThinking) : 0;
  const { temperature, topK, ...always } = sampling;
  const excluded = Object.entries({ temperature, topK }).filter(([, value]) => thinks && value !== undefined);
  const own = placeSampling(thinks ? always : sampling, anthropicSampling, who);
  const switched = thinks ? { type: "enabled", budget_tokens: thinking } : { type: "disabled" };
  const thought = placed(reasoning, ["enabled", "maxTokens"], { thinking: switched });
  return {
    thinking,
    fields: { ...own.fields, ...thought.fields },
    dropped: [...excluded.map(([name]) => name), ...own.dropped, ...thought.dropped],
  };
}

/** The body of a Messages request. Our own fields override `settings.extra`. Throws like `anthropicParams`. */
export function toAnthropicBody(request: ModelRequest, info: ModelInfo, settings: AnthropicSettings = {}): JsonObject {
  const { thinking, fields } = anthropicParams(request, info.provider);
  const { repairs, extra } = settings;
  const isSingle = repairs?.has("single-calls") === true;
  const unique = withUniqueIds(request.messages, wireId);
  const given = isSingle ? withSingleCalls(unique) : unique;
  const messages = repairs?.has("fold-system") ? withoutSystem(given) : given;
  const system = systemOf(messages);
  const body = {
    ...fields,
    model: info.id,
    // The limit includes thoughts.
    max_tokens: outputWithin((request.sampling?.maxTokens ?? defaultMaxTokens) + thinking, info.contextTokens, request),
    ...(system !== "" && { system }),
    messages: toAnthropicMessages(withTaken(messages, { vision: info.vision }), info.vision),
    ...tools(request, thinking > 0, isSingle),
    stream: true,
    ...extra,
  };
  return repairs ? repaired(body, repairs, extra) : body;
}

type Wanted = Pick<ModelRequest, "sampling" | "reasoning">;

function tools(
  { tools: given, toolChoice = "auto" }: ModelRequest,
  isThinking: boolean,
  isSingle: boolean,
): JsonObject {
  if (given.length === 0) return {};
  const declared = given.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters }));
  const wanted = isThinking ? "auto" : toolChoice;
  const single = isSingle && { disable_parallel_tool_use: true };
  if (wanted === "auto") return { tools: declared, ...(single && { tool_choice: { type: "auto", ...single } }) };
  const choice = wanted === "required" ? { type: "any" } : { type: "tool", name: wanted.name };
  return { tools: declared, tool_choice: { ...choice, ...single } };
}
