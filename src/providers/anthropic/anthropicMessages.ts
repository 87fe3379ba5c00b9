import type { Message, Part } from "../../model/message.ts";
import { merge, textOf, withImageNote } from "../conversation/messageParts.ts";

export type Block = { type: string } & Record<string, unknown>;
export type AnthropicMessage = { role: "user" | "assistant"; content: Block[] };

/** All system texts joined; this protocol has a separate field for them. Empty if there are none. */
export const systemOf = (messages: readonly Message[]): string =>
  textOf(messages.filter(({ role }) => role === "system").flatMap(({ parts }) => parts));

/**
 * Converts the conversation to the Anthropic protocol, where user and assistant alternate. All results of a turn come
 * first in one user message, then images, then text. Signed thoughts are returned whole and in order within the running
 * turn, because servers refuse changed or unsigned ones and ignore earlier turns. Call ids are in the form of `wireId`.
 */
export function toAnthropicMessages(messages: readonly Message[], vision: boolean): AnthropicMessage[] {
  const spoken = messages.filter(({ role }) => role !== "system");
  const turnStart = spoken.findLastIndex(({ role }) => role === "user");
  const sided = spoken.map(({ role, parts }, at): Message => {
    if (role === "assistant") return { role, parts: at > turnStart ? parts : parts.filter(isNoThought) };
    return { role: "user", parts };
  });
  return merge(sided).flatMap(({ role, parts }): AnthropicMessage[] => {
    const content = role === "assistant" ? parts.flatMap(assistantBlocks) : userBlocks(parts, vision);
    return content.length === 0 ? [] : [{ role: role === "assistant" ? "assistant" : "user", content }];
  });
}

const isNoThought = ({ type }: Part): boolean => type !== "thought";

function assistantBlocks(part: Part): Block[] {
  switch (part.type) {
    case "text":
      return textBlocks(part.text);
    case "thought":
      return (part.details ?? []).filter(isThinkingBlock);
    case "tool-call":
      return [{ type: "tool_use", id: part.id, name: part.name, input: part.arguments }];
    case "image":
    case "video":
    case "audio":
    case "tool-result":
      return [];
  }
}

function userBlocks(parts: readonly Part[], vision: boolean): Block[] {
  const results = parts.flatMap((part): Block[] =>
    part.type === "tool-result"
      ? [
          {
            type: "tool_result",
            tool_use_id: part.callId,
            content: part.text,
            ...(part.isError && { is_error: true }),
          },
        ]
      : [],
  );
  const images = parts.flatMap((part): Block[] =>
    part.type === "image"
      ? [{ type: "image", source: { type: "base64", media_type: part.mediaType, data: part.data } }]
      : [],
  );
  const text = textOf(parts);
  if (vision || images.length === 0) return [...results, ...images, ...textBlocks(text)];
  return [...results, ...textBlocks(withImageNote(images.length, text))];
}

/** Blank texts are refused. */
const textBlocks = (text: string): Block[] => (text.trim() === "" ? [] : [{ type: "text", text }]);

const isThinkingBlock = (detail: unknown): detail is Block =>
  typeof detail === "object" &&
  detail !== null &&
  "type" in detail &&
  (detail.type === "thinking" || detail.type === "redacted_thinking");

/** An id with only the characters allowed here; ids from other providers may have others. */
export const wireId = (id: string): string => id.replace(/[^\w-]/g, "_");
