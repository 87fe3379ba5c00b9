import { MOST_FRAMES } from "../../agent/transcript/attachmentSchema.ts";
import type { Size } from "../../gemma/index.ts";
import { imageTokens, longestAudio, longestVideo } from "../../model/mediaTokens.ts";

/** What a model takes beside text; absent fields are unknown until its server is asked. */
export type Inputs = {
  label: string;
  vision?: boolean;
  video?: boolean;
  audio?: boolean;
  /** Its window, in tokens. */
  contextTokens?: number;
};

/** Asked of the model in use, whichever that is by then. Sizes are in pixels. */
export type ModelInputs = {
  /** The size in which it sees an image. */
  imageSize(size: Size): Promise<Size>;
  /** `frameSize`: the size in which frames of a video are shown to it. */
  takes(): Promise<Inputs & { frameSize(size: Size): Size }>;
};

/** A video or a recording as the panel found it. Without a length it could not be decoded there. */
export type Media = { kind: "video" | "audio"; name: string; bytes: number; seconds?: number };

/**
 * What becomes of it. "video": so many frames are taken from it, and with `whole` the file goes along. "audio": it goes as
 * sound of one channel.
 */
export type MediaPlan =
  { type: "refused"; words: string } | { type: "video"; frames: number; whole: boolean } | { type: "audio" };

/** The largest file that is looked at, and the largest video that is sent whole. */
const mostBytes = 100_000_000;
const mostWhole = 10_000_000;
/** A container's length is seldom exact. Seconds. */
const margin = 0.5;

/** Decides what becomes of a video or a recording with the model in use; a refusal comes in words for the user. */
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

/** A frame a second, as many as half of the window holds: the question and its answer need room too. */
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
