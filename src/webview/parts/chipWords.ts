import type { Attachment } from "../../agent/transcript/turnEvent.ts";

/** The label of an attachment: "a.ts:3-9", "12 frames of clip.webm", "clip.mp4 (12 s)". */
export function attachmentWords({ label, video, audio }: Attachment): string {
  if (video && video.data === undefined) {
    return video.frames.length === 1 ? `A frame of ${label}` : `${video.frames.length} frames of ${label}`;
  }
  const { seconds } = video ?? audio ?? {};
  return seconds === undefined ? label : `${label} (${Math.max(1, Math.round(seconds))} s)`;
}
