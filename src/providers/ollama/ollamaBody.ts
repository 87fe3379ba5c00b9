import type { JsonObject, Message, Part } from "../../model/message.ts";
import type { ModelInfo, ModelRequest, Reasoning } from "../../model/model.ts";
import { merge, textOf, withImageNote, withoutSystem } from "../conversation/messageParts.ts";
import { withSingleCalls } from "../conversation/singleCalls.ts";
import { withUniqueIds } from "../conversation/uniqueIds.ts";
import { withTaken } from "../media/taken.ts";
import { toWireTools } from "../conversation/functionTools.ts";
import { type Placed, placeSampling } from "../parameters/place.ts";
import { isOn, placed } from "../parameters/reasoning.ts";
import { ollamaOptions, ollamaSampling } from "../parameters/samplingPlaces.ts";
import { repaired } from "../repairs/repaired.ts";
import type { Repairs } from "../repairs/repairs.ts";

export type OllamaMessage = { role: Message["role"]; content: string } & JsonObject;

export type OllamaSettings = {
  /**
   * The window to request, in tokens. Sent for every model on the server's own machine, where the default is 4,096 on
   * small ones. Absent for a remote model, which has its own window.
   */
  contextTokens?: number;
  /** Whether the model can think, by its capabilities. For any other model `think` is refused (400). */
  canThink: boolean;
  /** How long the model stays loaded: seconds, or a text such as "5m"; -1: forever. */
  keepAlive?: number | string;
  extra?: JsonObject;
  /** What the server refused in earlier requests. */
  repairs?: Repairs;
};

/**
 * Sampling and thinking in Ollama's protocol; the sampling is in its `options`. Throws ModelError "settings" for a
 * value out of range.
 */
export function ollamaParams(request: Pick<ModelRequest, "sampling" | "reasoning">, canThink = true): Placed {
  const { options, beside } = placedParts(request);
  const { reasoning = {} } = request;
  const thought = placed(reasoning, ["enabled", "effort"], { think: isOn(reasoning) });
  const unable = canThink || Object.keys(thought.fields).length === 0 ? [] : ["reasoning"];
  return {
    fields: { ...beside.fields, ...(canThink && thought.fields), options: options.fields },
    dropped: [...beside.dropped, ...unable, ...thought.dropped],
  };
}

/** The sampling in `options`, and the rest. */
function placedParts({ sampling = {} }: Pick<ModelRequest, "sampling">): { options: Placed; beside: Placed } {
  const { topLogprobs, responseFormat, ...own } = sampling;
  const others = {
    ...(topLogprobs !== undefined && { topLogprobs }),
    ...(responseFormat !== undefined && { responseFormat }),
  };
  const options = placeSampling(own, ollamaOptions, "Ollama");
  const beside = placeSampling(others, ollamaSampling, "Ollama");
  return {
    options: { ...options, dropped: [] },
    beside: { ...beside, dropped: [...options.dropped, ...beside.dropped] },
  };
}

/** The body of a `/api/chat` request. Our own fields override `settings.extra`; its `options` are merged with ours. */
export function toOllamaBody(request: ModelRequest, info: ModelInfo, settings: OllamaSettings): JsonObject {
  const { options: extraOptions, ...extra } = settings.extra ?? {};
  const { repairs } = settings;
  const unique = withUniqueIds(request.messages);
  const given = repairs?.has("single-calls") ? withSingleCalls(unique) : unique;
  const messages = repairs?.has("fold-system") ? withoutSystem(given) : given;
  const tools = info.nativeTools ? toWireTools(request.tools) : undefined;
  const { options, beside } = placedParts(request);
  const body = {
    model: info.id,
    messages: toOllamaMessages(
      withTaken(messages, { vision: info.vision, ...(info.audio && { audio: true }) }),
      info.vision,
    ),
    ...(tools !== undefined && { tools }),
    ...thinkOf(request.reasoning, settings.canThink, tools !== undefined),
    ...beside.fields,
    options: {
      ...(settings.contextTokens !== undefined && { num_ctx: settings.contextTokens }),
      ...options.fields,
      ...(isObject(extraOptions) && extraOptions),
    },
    // Makes the server report an error instead of silently dropping the oldest messages. Other servers ignore both.
    truncate: false,
    shift: false,
    stream: true,
    ...(settings.keepAlive !== undefined && { keep_alive: settings.keepAlive }),
    ...extra,
  };
  return repairs ? repaired(body, repairs, extra) : body;
}

/**
 * Converts the conversation to Ollama's protocol: arguments as objects, results by `tool_name`, images beside the text
 * (the server puts them before it). By Google's rule for Gemma, thoughts are sent within the running turn only.
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
        return [
          ...parts.flatMap((part): OllamaMessage[] =>
            part.type === "tool-result"
              ? [{ role, content: part.text, tool_name: part.name, tool_call_id: part.callId }]
              : [],
          ),
          ...shownAfter(parts, vision),
        ];
    }
  });
}

/** Results are text here, so that a picture follows them as the user's. */
function shownAfter(parts: readonly Part[], vision: boolean): OllamaMessage[] {
  const images = parts.filter(({ type }) => type === "image");
  return images.length === 0 ? [] : [{ role: "user", ...userContent(images, vision) }];
}

function userContent(parts: readonly Part[], vision: boolean): { content: string; images?: string[] } {
  const images = parts.flatMap((part) => (part.type === "image" ? [part.data] : []));
  // The server identifies a recording by its first bytes.
  const audio = parts.flatMap((part) => (part.type === "audio" ? [part.data] : []));
  const media = [...(vision ? images : []), ...audio];
  const content = !vision && images.length > 0 ? withImageNote(images.length, textOf(parts)) : textOf(parts);
  return media.length === 0 ? { content } : { content, images: media };
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

/** `think: false` together with tools ends answers after a few tokens (Ollama #15539), so it is omitted. */
function thinkOf(reasoning: Reasoning = {}, canThink: boolean, hasTools: boolean): JsonObject {
  const { think } = placed(reasoning, ["enabled", "effort"], { think: isOn(reasoning) }).fields;
  if (think === undefined || !canThink || (think === false && hasTools)) return {};
  return { think };
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
