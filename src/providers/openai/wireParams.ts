import type { JsonObject, ToolSpec } from "../../model/message.ts";
import type { ModelRequest } from "../../model/model.ts";
import type { WireSupport } from "../presets.ts";

/** Tools in the OpenAI protocol; undefined for none, because some servers refuse an empty list. */
export function toWireTools(tools: readonly ToolSpec[]): JsonObject[] | undefined {
  if (tools.length === 0) return undefined;
  return tools.map(({ name, description, parameters }) => ({
    type: "function",
    function: { name, description, parameters },
  }));
}

/**
 * Sampling, tool choice and stream options in the OpenAI protocol. Only what is set is sent, and of that only what the
 * server is known to take.
 */
export function toWireParams(request: ModelRequest, supports: WireSupport): JsonObject {
  const { temperature, topP, topK, seed, maxTokens, stop } = request.sampling ?? {};
  const choice = request.tools.length > 0 ? request.toolChoice : undefined;
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && supports.topK && { top_k: topK }),
    ...(seed !== undefined && supports.seed && { seed }),
    ...(maxTokens !== undefined && { [supports.maxTokens]: maxTokens }),
    ...(stop !== undefined && stop.length > 0 && { stop }),
    ...(choice !== undefined && choice !== "auto" && { tool_choice: toWireChoice(choice) }),
    stream: true,
    ...(supports.streamUsage && { stream_options: { include_usage: true } }),
  };
}

/** Fields that an answer can do without: a server that refuses one of them by name is asked again without it. */
export const dispensableFields = ["stream_options", "top_k", "seed", "tool_choice"] as const;

function toWireChoice(choice: "required" | { name: string }): unknown {
  return choice === "required" ? choice : { type: "function", function: { name: choice.name } };
}
