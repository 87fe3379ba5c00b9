import type { JsonObject, Message, Part } from "../../model/message.ts";
import type { ModelInfo, ModelRequest } from "../../model/model.ts";
import { merge, textOf, withImageNote } from "../openai/wireMessages.ts";
import { toWireTools } from "../openai/wireParams.ts";

export type OllamaMessage = { role: Message["role"]; content: string } & JsonObject;

export type OllamaSettings = {
  /** The window asked for, in tokens. Always sent: the server's default is 4,096 on small machines. */
  contextTokens: number;
  /** Whether the model can think, by its capabilities: `think` is refused (400) for any other. */
  canThink: boolean;
  think?: boolean;
  /** How long the model stays loaded afterwards: seconds, or a text such as "5m"; -1 is for ever. */
  keepAlive?: number | string;
  extra?: JsonObject;
};

/** The body of a `/api/chat` request. `settings.extra` comes before our own fields; its `options` are joined to ours. */
export function toOllamaBody(request: ModelRequest, info: ModelInfo, settings: OllamaSettings): JsonObject {
  const { options: extraOptions, ...extra } = settings.extra ?? {};
  const tools = info.nativeTools ? toWireTools(request.tools) : undefined;
  return {
    model: info.id,
    messages: toOllamaMessages(request.messages, info.vision),
    ...(tools !== undefined && { tools }),
    ...thinkOf(settings, tools !== undefined),
    options: { ...toOptions(request, settings.contextTokens), ...(isObject(extraOptions) && extraOptions) },
    // An error in place of dropping the oldest messages silently; servers that do not know them pass over both.
    truncate: false,
    shift: false,
    stream: true,
    ...(settings.keepAlive !== undefined && { keep_alive: settings.keepAlive }),
    ...extra,
  };
}

/**
 * The conversation in Ollama's protocol: arguments as objects, results by `tool_name`, images beside the text (the
 * server writes them before it). Thoughts go back within the running turn only, as Google's rule for Gemma has it.
 */
export function toOllamaMessages(messages: readonly Message[], vision: boolean): OllamaMessage[] {
  const merged = merge(messages);
  const turnStart = merged.findLastIndex(({ role }) => role === "user");
  return merged.flatMap(({ role, parts }, at): OllamaMessage[] => {
    switch (role) {
      case "system": {
        const content = textOf(parts);
        return content === "" ? [] : [{ role, content }];
      }
      case "user":
        return [{ role, ...userContent(parts, vision) }];
      case "assistant":
        return [{ role, content: textOf(parts), ...thinking(parts, at > turnStart), ...calls(parts) }];
      case "tool":
        return parts.flatMap((part) =>
          part.type === "tool-result"
            ? [{ role, content: part.text, tool_name: part.name, tool_call_id: part.callId }]
            : [],
        );
    }
  });
}

function userContent(parts: readonly Part[], vision: boolean): { content: string; images?: string[] } {
  const images = parts.flatMap((part) => (part.type === "image" ? [part.data] : []));
  const content = textOf(parts);
  if (images.length === 0) return { content };
  return vision ? { content, images } : { content: withImageNote(images.length, content) };
}

function thinking(parts: readonly Part[], isRunningTurn: boolean): JsonObject {
  const text = parts.flatMap((part) => (part.type === "thought" ? [part.text] : [])).join("");
  return isRunningTurn && text !== "" ? { thinking: text } : {};
}

function calls(parts: readonly Part[]): JsonObject {
  const found = parts.filter((part) => part.type === "tool-call");
  if (found.length === 0) return {};
  return { tool_calls: found.map(({ id, name, arguments: given }) => ({ id, function: { name, arguments: given } })) };
}

/** `think: false` together with tools ends answers after a few tokens (Ollama #15539): then the default stands. */
function thinkOf({ think, canThink }: OllamaSettings, hasTools: boolean): JsonObject {
  if (think === undefined || !canThink || (!think && hasTools)) return {};
  return { think };
}

function toOptions({ sampling = {} }: ModelRequest, contextTokens: number): JsonObject {
  const { temperature, topP, topK, seed, maxTokens, stop } = sampling;
  return {
    num_ctx: contextTokens,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && { top_k: topK }),
    ...(seed !== undefined && { seed }),
    ...(maxTokens !== undefined && { num_predict: maxTokens }),
    ...(stop !== undefined && stop.length > 0 && { stop }),
  };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
