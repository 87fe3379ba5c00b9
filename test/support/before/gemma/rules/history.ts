import type { Message, Part } from "../../../../../src/model/message.ts";
import type { ModelInfo } from "../../../../../src/model/model.ts";

/**
 * The history rule for thoughts, where the provider has no other: those of earlier turns are not told again, those of the turn under way are kept, since
 * a model that goes on after a tool's result must see why it called. A turn lasts from one user message to the next; tool
 * results do not end it. Assistant messages that held nothing but thoughts disappear.
 * A provider that keeps thoughts gets all details of its own back.
 * Sources: Google's prompt formatting for Gemma 4; openrouter.ai's page on reasoning tokens.
 */
export function withoutOldThoughts(
  messages: readonly Message[],
  { keepsThoughts }: Pick<ModelInfo, "keepsThoughts"> = {},
): Message[] {
  const isTold = (part: Part): boolean =>
    part.type !== "thought" || (keepsThoughts === true && part.details !== undefined);
  const turnStart = messages.findLastIndex(({ role }) => role === "user");
  return messages.flatMap((message, index): Message[] => {
    if (index > turnStart || message.role !== "assistant") return [message];
    const parts = message.parts.filter(isTold);
    if (parts.length === message.parts.length) return [message];
    return parts.every(({ type }) => type === "thought") ? [] : [{ ...message, parts }];
  });
}
