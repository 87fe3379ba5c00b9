import type { JsonObject } from "../../model/message.ts";
import type { ModelInfo, ModelRequest } from "../../model/model.ts";
import { systemOf, toAnthropicMessages } from "./anthropicMessages.ts";

export type AnthropicSettings = {
  /** Tokens the model may think; 1024 is the least. Absent: thinking is left to the server. */
  thinkingTokens?: number;
  extra?: JsonObject;
};

/** `max_tokens` is required; without a limit of the person's own this one, or the whole window if that is smaller. */
const defaultMaxTokens = 4096;
const leastThinking = 1024;

/**
 * The body of a Messages request. `settings.extra` comes before our own fields. The protocol has no seed. While a model
 * thinks, a temperature, top-k and a demanded call are refused: they are left out then.
 */
export function toAnthropicBody(request: ModelRequest, info: ModelInfo, settings: AnthropicSettings): JsonObject {
  const { temperature, topP, topK, maxTokens, stop } = request.sampling ?? {};
  const thinking = settings.thinkingTokens === undefined ? 0 : Math.max(leastThinking, settings.thinkingTokens);
  const window = info.contextTokens ?? Number.POSITIVE_INFINITY;
  const system = systemOf(request.messages);
  return {
    model: info.id,
    // The limit counts thoughts too.
    max_tokens: Math.min((maxTokens ?? defaultMaxTokens) + thinking, window),
    ...(system !== "" && { system }),
    messages: toAnthropicMessages(request.messages, info.vision),
    ...tools(request, thinking > 0),
    ...(temperature !== undefined && thinking === 0 && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && thinking === 0 && { top_k: topK }),
    ...(stop !== undefined && stop.length > 0 && { stop_sequences: stop }),
    ...(thinking > 0 && { thinking: { type: "enabled", budget_tokens: thinking } }),
    stream: true,
    ...settings.extra,
  };
}

function tools({ tools: given, toolChoice }: ModelRequest, isThinking: boolean): JsonObject {
  if (given.length === 0) return {};
  const declared = given.map(({ name, description, parameters }) => ({ name, description, input_schema: parameters }));
  if (toolChoice === undefined || toolChoice === "auto" || isThinking) return { tools: declared };
  const choice = toolChoice === "required" ? { type: "any" } : { type: "tool", name: toolChoice.name };
  return { tools: declared, tool_choice: choice };
}
