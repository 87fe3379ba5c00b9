import type { Message, Part } from "../../model/message.ts";

/** OpenAI refuses longer ids. */
const LONGEST_ID = 40;

/**
 * The conversation with an id of its own for each call: models and servers repeat ids within an answer and from answer
 * to answer, and protocols refuse that. A repeated id gets a number. Results follow their calls, in order. The first
 * call keeps its id, so the beginning of a conversation stays the same from request to request.
 * @param form the id in the characters that the protocol takes
 */
export function withUniqueIds(messages: readonly Message[], form = (id: string): string => id): Message[] {
  const used = new Set<string>();
  /** The ids of the calls without a result so far, by the id that they share. */
  const waiting = new Map<string, string[]>();
  const unique = (part: Part): Part => {
    if (part.type === "tool-call") {
      const id = freeId(form(part.id), used);
      used.add(id);
      waiting.set(part.id, [...(waiting.get(part.id) ?? []), id]);
      return id === part.id ? part : { ...part, id };
    }
    if (part.type === "tool-result") {
      const callId = waiting.get(part.callId)?.shift() ?? form(part.callId);
      return callId === part.callId ? part : { ...part, callId };
    }
    return part;
  };
  return messages.map((message, at) => {
    // A call that never got a result takes none of a later answer's.
    if (message.role === "assistant" && messages[at - 1]?.role !== "assistant") waiting.clear();
    return { ...message, parts: message.parts.map(unique) };
  });
}

function freeId(id: string, used: ReadonlySet<string>): string {
  let free = id;
  for (let number = 2; used.has(free); number++) {
    const suffix = `_${number}`;
    free = id.slice(0, LONGEST_ID - suffix.length) + suffix;
  }
  return free;
}
