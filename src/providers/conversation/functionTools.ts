import type { JsonObject, ToolSpec } from "../../model/message.ts";

/** Tools in the OpenAI protocol; undefined for none, because some servers refuse an empty list. */
export function toWireTools(tools: readonly ToolSpec[]): JsonObject[] | undefined {
  if (tools.length === 0) return undefined;
  return tools.map(({ name, description, parameters }) => ({
    type: "function",
    function: { name, description, parameters },
  }));
}
