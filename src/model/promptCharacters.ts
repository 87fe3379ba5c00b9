import type { Message, Part, ToolSpec } from "./message.ts";

/** Approximate characters of a prompt as a template writes it, without images, videos and recordings. */
export function promptCharacters(messages: readonly Message[], tools: readonly ToolSpec[]): number {
  const said = messages.flatMap(({ parts }) => parts).reduce((sum, part) => sum + partCharacters(part), 0);
  const turns = messages.length * turnCharacters;
  return said + turns + (tools.length > 0 ? JSON.stringify(tools).length : 0);
}

/** The few tokens that open and close a turn, as characters. */
const turnCharacters = 16;

function partCharacters(part: Part): number {
  switch (part.type) {
    case "text":
    case "thought":
      return part.text.length;
    case "tool-call":
      return part.name.length + JSON.stringify(part.arguments).length;
    case "tool-result":
      return part.name.length + part.text.length;
    case "image":
    case "video":
    case "audio":
      return 0;
  }
}
