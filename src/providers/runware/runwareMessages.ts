import type { Message, Part } from "../../model/message.ts";
import { dataUri, merge, textOf, withImageNote } from "../conversation/messageParts.ts";

export type RunwareMessage = { role: "user" | "assistant"; content: string };
export type RunwareConversation = {
  systemPrompt: string;
  messages: RunwareMessage[];
  images: string[];
};

/** Characters that Runware takes as `settings.systemPrompt`. */
export const longestSystemPrompt = 50_000;

/** Said for a user where the protocol wants a user's turn and the conversation has none there. */
const opening = "(Go on with this conversation.)";
const goOn = "Continue.";
const separator = "\n\n";

/**
 * The conversation as Runware's native task takes it: texts of user and assistant in turn, the last one the user's, and
 * the system text beside them (what is too long for its field begins the first message). Results are told as the user's
 * words and calls as the assistant's, for models get no tools on this wire. Images stand on the task, in order, as data
 * URIs.
 * @param added the user's own words for the system text, which follow the rest of it
 */
export function toRunwareMessages(messages: readonly Message[], vision: boolean, added = ""): RunwareConversation {
  const system = textOf(messages.filter(({ role }) => role === "system").flatMap(({ parts }) => parts));
  const sided = messages.flatMap(({ role, parts }): Message[] =>
    role === "system" ? [] : [{ role: role === "assistant" ? role : "user", parts }],
  );
  const spoken = merge(sided).flatMap(({ role, parts }): RunwareMessage[] => {
    const content = contentOf(parts, vision);
    return content === "" ? [] : [{ role: role === "assistant" ? role : "user", content }];
  });
  const room = Math.max(0, longestSystemPrompt - (added === "" ? 0 : added.length + separator.length));
  const [first, overlong] = [system.slice(0, room), system.slice(room)];
  return {
    systemPrompt: [first, added].filter((each) => each !== "").join(separator),
    messages: inTurn([...(overlong === "" ? [] : [{ role: "user" as const, content: overlong }]), ...spoken]),
    images: vision ? messages.flatMap(({ parts }) => parts.flatMap(imageOf)) : [],
  };
}

/** Neighbours of one role joined; begins and ends with the user. */
function inTurn(messages: readonly RunwareMessage[]): RunwareMessage[] {
  const turns: RunwareMessage[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (last?.role === message.role) last.content += `\n\n${message.content}`;
    else turns.push({ ...message });
  }
  if (turns[0]?.role === "assistant") turns.unshift({ role: "user", content: opening });
  if (turns.at(-1)?.role === "assistant") turns.push({ role: "user", content: goOn });
  return turns;
}

function contentOf(parts: readonly Part[], vision: boolean): string {
  const text = parts.flatMap(wordsOf).join("\n\n");
  const images = parts.filter(({ type }) => type === "image").length;
  if (images === 0) return text;
  if (!vision) return withImageNote(images, text);
  return text === "" ? "Look at the image." : text;
}

function wordsOf(part: Part): string[] {
  switch (part.type) {
    case "text":
      return part.text.trim() === "" ? [] : [part.text];
    case "tool-call":
      return [JSON.stringify({ name: part.name, parameters: part.arguments })];
    case "tool-result":
      return [`${part.isError ? "Error" : "Result"} of ${part.name}:\n${part.text}`];
    case "thought":
    case "image":
    case "video":
    case "audio":
      return [];
  }
}

const imageOf = (part: Part): string[] => (part.type === "image" ? [dataUri(part)] : []);

/** The videos of a conversation, in order, as data URIs. */
export const videosOf = (messages: readonly Message[]): string[] =>
  messages.flatMap(({ parts }) => parts.flatMap(videoOf));
const videoOf = (part: Part): string[] =>
  part.type === "video" && part.data !== undefined ? [dataUri({ ...part, data: part.data })] : [];
