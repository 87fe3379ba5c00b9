import { MOST_FRAMES } from "../../agent/transcript/schema/attachmentSchema.ts";
import type { Size } from "../../gemma/index.ts";
import { imageTokens, longestAudio, longestVideo } from "../../model/mediaTokens.ts";

/** The inputs of a model beside text; absent fields are unknown until its server is asked. */
export type Inputs = {
  label: string;
  vision?: boolean;
  video?: boolean;
  audio?: boolean;
  /** Its window, in tokens. */
  contextTokens?: number;
};

/** Answered for the model in use at that time. Sizes are in pixels. */
export type ModelInputs = {
  /** The size in which the model sees an image. */
  imageSize(size: Size): Promise<Size>;
  /** `frameSize`: the size in which it sees frames of a video. */
  takes(): Promise<Inputs & { frameSize(size: Size): Size }>;
};

/** A video or recording as the panel read it. Without a length, the panel could not decode it. */
export type Media = { kind: "video" | "audio"; name: string; bytes: number; seconds?: number };

/** How a file is sent. "video": this many frames, with `whole` also the file. "audio": mono sound. */
export type MediaPlan =
  { type: "refused"; words: string } | { type: "video"; frames: number; whole: boolean } | { type: "audio" };

/** The largest file that is read, and the largest video that is sent whole, in bytes. */
const mostBytes = 100_000_000;
const mostWhole = 10_000_000;
/** Tolerance for a container's stated length, in seconds. */
const margin = 0.5;

/** Decides how to send a video or recording to the model in use. A refusal is in words for the user. */
export function mediaPlan(media: Media, inputs: Inputs): MediaPlan {
  const { kind, name, bytes, seconds } = media;
  const refused = (words: string): MediaPlan => ({ type: "refused", words });
  const notTaken = untaken(media, inputs);
  if (notTaken !== undefined) return refused(notTaken);
  if (bytes > mostBytes)
    return refused(`${name} is larger than ${mostBytes / 1e6} MB. Cut it to the part that matters.`);
  const most = kind === "video" ? longestVideo : longestAudio;
  if (seconds !== undefined && seconds > most + margin) {
    return refused(
      `${name} is ${Math.round(seconds)} s long; Gemma takes up to ${most} s. Cut it to the part that matters.`,
    );
  }
  const whole = kind === "video" && inputs.video === true && bytes <= mostWhole;
  if (seconds === undefined && !whole) return refused(`${name} can't be read here. ${readable[kind]}`);
  if (kind === "audio") return { type: "audio" };
  return { type: "video", frames: seconds === undefined ? 0 : framesOf(seconds, inputs), whole };
}

/** One frame a second, at most as many as fill half of the window: question and answer need room too. */
function framesOf(seconds: number, { contextTokens = Number.POSITIVE_INFINITY }: Inputs): number {
  const fitting = Math.floor(contextTokens / 2 / imageTokens);
  return Math.max(1, Math.min(MOST_FRAMES, Math.round(seconds), fitting));
}

/** The codecs that VS Code's webview has. */
const readable = {
  video: "The editor reads MP4 with H.264 and WebM with VP8: convert it, or attach screenshots.",
  audio: "The editor reads WAV, MP3, FLAC and Ogg Vorbis: convert it.",
};

function untaken({ kind, name }: Media, { label, vision, video, audio }: Inputs): string | undefined {
  if (kind === "audio") return audio === false ? `${label} takes no recordings: ${name} is not attached.` : undefined;
  return vision === false && video !== true ? `${label} reads text only: ${name} is not attached.` : undefined;
}
