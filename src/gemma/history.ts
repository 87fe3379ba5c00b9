import type { Message } from "../model/message.ts";

/**
 * The history rule for thoughts: those of earlier turns are not told again, those of the turn under way are kept, since
 * a model that goes on after a tool's result must see why it called. A turn lasts from one user message to the next; tool
 * results do not end it. Assistant messages that held nothing but thoughts disappear.
 * Source: Google's prompt formatting for Gemma 4.
 */
export function withoutOldThoughts(messages: readonly Message[]): Message[] {
  const turnStart = messages.findLastIndex(({ role }) => role === "user");
  return messages.flatMap((message, index): Message[] => {
    if (index > turnStart || message.role !== "assistant") return [message];
    const parts = message.parts.filter(({ type }) => type !== "thought");
    if (parts.length === message.parts.length) return [message];
    return parts.length === 0 ? [] : [{ ...message, parts }];
  });
}
