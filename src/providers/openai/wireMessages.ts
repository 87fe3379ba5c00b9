import { joinDetails } from "../../model/thoughtDetails.ts";
import type { JsonObject, Message, Part, ThoughtPart } from "../../model/message.ts";
import type { WireSupport } from "../presets.ts";

export type WireContent = string | null | WirePart[];
export type WirePart = { type: "text"; text: string } | { type: "image_url"; image_url: { url: string } };
export type WireToolCall = { id: string; type: "function"; function: { name: string; arguments: string } };
export type WireMessage =
  | { role: "system" | "user"; content: WireContent }
  | ({ role: "assistant"; content: WireContent; tool_calls?: WireToolCall[] } & JsonObject)
  | { role: "tool"; tool_call_id: string; name: string; content: string };

export type MessageRules = {
  /** Put the system text into the first user message: Gemma 3 on Google AI Studio refuses a system message. */
  foldSystem: boolean;
  /** Without it an image is told in words, so that a chat survives the switch to a model that reads text only. */
  vision: boolean;
  thoughts: WireSupport["thoughts"];
};

/**
 * The conversation in the OpenAI protocol. Neighbours of one role become one message, because Gemma's templates want
 * user and model to alternate; images come before the text, as Gemma was trained; tool results become one message each.
 */
export function toWireMessages(messages: readonly Message[], rules: MessageRules): WireMessage[] {
  const merged = merge(rules.foldSystem ? fold(messages) : messages);
  const turnStart = merged.findLastIndex((message) => message.role === "user");
  return merged.flatMap((message, at) => toWire(message, rules, at > turnStart));
}

function toWire({ role, parts }: Message, rules: MessageRules, isRunningTurn: boolean): WireMessage[] {
  switch (role) {
    case "system": {
      const text = textOf(parts);
      return text === "" ? [] : [{ role, content: text }];
    }
    case "user":
      return [{ role, content: userContent(parts, rules.vision) }];
    case "assistant":
      return [assistant(parts, rules.thoughts, isRunningTurn)];
    case "tool":
      return parts.flatMap((part) =>
        part.type === "tool-result" ? [{ role, tool_call_id: part.callId, name: part.name, content: part.text }] : [],
      );
  }
}

function userContent(parts: readonly Part[], vision: boolean): WireContent {
  const images = parts.filter((part) => part.type === "image");
  const text = textOf(parts);
  if (images.length === 0) return text;
  if (!vision) return withImageNote(images.length, text);
  const wire = images.map(({ mediaType, data }): WirePart => {
    return { type: "image_url", image_url: { url: `data:${mediaType};base64,${data}` } };
  });
  return text === "" ? wire : [...wire, { type: "text", text }];
}

/** A message's text under a note on the images that a model without eyes does not get. */
export function withImageNote(images: number, text: string): string {
  const note = images === 1 ? "[An image, left out" : `[${images} images, left out`;
  return [`${note}: this model reads text only.]`, text].filter(Boolean).join("\n\n");
}

function assistant(parts: readonly Part[], field: MessageRules["thoughts"], isRunningTurn: boolean): WireMessage {
  const calls = parts.filter((part) => part.type === "tool-call");
  const text = textOf(parts);
  return {
    role: "assistant",
    content: text === "" && calls.length > 0 ? null : text,
    ...thoughts(parts, field, isRunningTurn),
    ...(calls.length > 0 && {
      tool_calls: calls.map((call) => ({
        id: call.id,
        type: "function" as const,
        function: { name: call.name, arguments: JSON.stringify(call.arguments) },
      })),
    }),
  };
}

/** Other protocols keep blocks of their own in the same place. */
const isOpenRouters = (detail: unknown): boolean =>
  typeof detail === "object" && detail !== null && "type" in detail && /^reasoning\./.test(String(detail.type));

/**
 * OpenRouter gets its own details back, as whole blocks and in order. Elsewhere thoughts go back within the running turn
 * only: Google's rule for Gemma strips those of earlier turns, but keeps them between the calls of one turn.
 */
function thoughts(parts: readonly Part[], field: MessageRules["thoughts"], isRunningTurn: boolean): JsonObject {
  const found = parts.filter((part): part is ThoughtPart => part.type === "thought");
  if (field === "none" || found.length === 0) return {};
  if (field === "reasoning_details") {
    const details = found.flatMap((part) => joinDetails([], part.details ?? []).filter(isOpenRouters));
    return details.length > 0 ? { reasoning_details: details } : {};
  }
  const text = found.map((part) => part.text).join("");
  return isRunningTurn && text !== "" ? { [field]: text } : {};
}

function fold(messages: readonly Message[]): Message[] {
  const system = messages.filter((message) => message.role === "system").flatMap((message) => message.parts);
  const rest = messages.filter((message) => message.role !== "system");
  return system.length === 0 ? rest : [{ role: "user", parts: system }, ...rest];
}

/** Neighbours of one role as one message. */
export function merge(messages: readonly Message[]): Message[] {
  const merged: Message[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role !== message.role) merged.push(message);
    else merged[merged.length - 1] = { role: last.role, parts: [...last.parts, ...message.parts] };
  }
  return merged;
}

/** Texts of a message, a blank line between them; an assistant's own pieces are one text with its calls taken out. */
export function textOf(parts: readonly Part[]): string {
  return parts.flatMap((part) => (part.type === "text" && part.text !== "" ? [part.text] : [])).join("\n\n");
}
