import type { Message, Part, Picture } from "../../model/message.ts";

/** The address of a picture or a film that holds its own bytes. */
export const dataUri = ({ mediaType, data }: Picture): string => `data:${mediaType};base64,${data}`;

/** A message's text under a note on the images that a model without eyes does not get. */
export function withImageNote(images: number, text: string): string {
  const note = images === 1 ? "[An image, left out" : `[${images} images, left out`;
  return [`${note}: this model reads text only.]`, text].filter(Boolean).join("\n\n");
}

/** The conversation with its system text at the head of the first user message. */
export function withoutSystem(messages: readonly Message[]): Message[] {
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
