import type { AudioPart, Message, Part, TextPart, VideoPart } from "../../model/message.ts";
import type { ModelInfo } from "../../model/model.ts";

/** The inputs of a model beside text. */
export type Takes = Pick<ModelInfo, "vision" | "video" | "audio">;

/**
 * The conversation with each video and recording in a form that the model takes: whole, as frames, or as a note. Images
 * stay unchanged, because each wire handles them itself.
 */
export function withTaken(messages: readonly Message[], takes: Takes): Message[] {
  return messages.map(({ role, parts }) => ({ role, parts: parts.flatMap((part) => taken(part, takes)) }));
}

function taken(part: Part, takes: Takes): Part[] {
  switch (part.type) {
    case "video":
      return video(part, takes);
    case "audio":
      return takes.audio ? [part] : [leftOutNote(part, "takes no audio")];
    default:
      return [part];
  }
}

function video(part: VideoPart, { vision, video }: Takes): Part[] {
  const { name, frames, seconds, data } = part;
  if (video && data !== undefined) return [part];
  if (!vision) return [leftOutNote(part, "reads text only")];
  if (frames.length === 0) return [leftOutNote(part, "takes no videos")];
  const of = seconds === undefined ? "" : `, ${Math.round(seconds)} s long`;
  const many = frames.length === 1 ? "An image is a frame" : `${frames.length} images are frames, in order,`;
  const images = frames.map(({ mediaType, data }): Part => ({ type: "image", mediaType, data }));
  return [...images, { type: "text", text: `[${many} of the video “${name}”${of}.]` }];
}

const leftOutNote = ({ type }: VideoPart | AudioPart, why: string): TextPart => {
  return { type: "text", text: `[A ${type === "video" ? "video" : "recording"}, left out: this model ${why}.]` };
};

/** What is omitted from a message for that model, in words for the user; undefined if nothing is. */
export function leftOutWords({ parts }: Message, { vision, video, audio, label }: Takes & Pick<ModelInfo, "label">) {
  const images = vision ? 0 : parts.filter(({ type }) => type === "image").length;
  const named = parts.flatMap((part) => {
    const isLeft =
      (part.type === "audio" && !audio) ||
      (part.type === "video" && !(video && part.data !== undefined) && !(vision && part.frames.length > 0));
    return isLeft ? [`“${part.name}” (${part.type === "audio" ? "a recording" : "a video"})`] : [];
  });
  const many = images + named.length;
  if (many === 0) return undefined;
  const left = [...(images === 0 ? [] : [images === 1 ? "an image" : `${images} images`]), ...named];
  return `Not sent: ${left.join(", ")}. ${label} does not take ${many === 1 ? "it" : "them"}.`;
}
