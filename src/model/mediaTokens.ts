import type { Message, Part } from "./message.ts";

/** Tokens of an image at Gemma's default budget (Gemma 4: 280, Gemma 3: 256; model cards). */
export const imageTokens = 280;
/** A sound token covers 40 ms in Gemma 4, 160 ms in Gemma 3n (model cards); this is the larger count. */
const audioTokensPerSecond = 25;
/** The longest video and recording that Gemma takes (Gemma 4's model card); used when the length is unknown. */
export const longestVideo = 60;
export const longestAudio = 30;

/** Estimated tokens of a prompt's images, videos (a frame a second) and recordings; rather too many. */
export function mediaTokens(messages: readonly Message[]): number {
  return messages.flatMap(({ parts }) => parts).reduce((sum, part) => sum + tokensOf(part), 0);
}

function tokensOf(part: Part): number {
  switch (part.type) {
    case "image":
      return imageTokens;
    case "video":
      return (part.frames.length || Math.ceil(part.seconds ?? longestVideo)) * imageTokens;
    case "audio":
      return Math.ceil((part.seconds ?? longestAudio) * audioTokensPerSecond);
    default:
      return 0;
  }
}
