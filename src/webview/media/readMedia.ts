import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { MediaPlanned } from "../../chat/protocol/attachments.ts";
import { base64Of } from "./base64Of.ts";
import { openMedia, type OpenMedia } from "./openMedia.ts";
import { soundOf } from "./sound.ts";

type Found = { seconds?: number; width?: number; height?: number };
type Asked = {
  kind: "video" | "audio";
  name: string;
  /** Asks the host for a plan. Empty `found`: the file could not be decoded. */
  plan: (found: Found) => Promise<MediaPlanned>;
  signal: AbortSignal;
};

/** Reads a video or a recording by the host's plan. Undefined if the host refuses or reading is aborted. */
export async function readMedia(file: File, { kind, name, plan, signal }: Asked): Promise<Attachment | undefined> {
  let media: OpenMedia | undefined;
  try {
    media = await openMedia(file, kind, signal);
    const { seconds, width, height } = media ?? {};
    const size = width && height ? { width, height } : {};
    const decided = await plan({ ...(seconds !== undefined && { seconds }), ...size });
    return await carriedOut(file, name, decided, media, signal);
  } catch {
    if (signal.aborted) return undefined;
    // The file opens but can't be read: asks again as for an undecodable file.
    const decided = await plan({});
    if (decided.type !== "video") return undefined;
    return carriedOut(file, name, decided, undefined, signal);
  } finally {
    media?.close();
  }
}

async function carriedOut(
  file: File,
  name: string,
  plan: MediaPlanned,
  media: OpenMedia | undefined,
  signal: AbortSignal,
): Promise<Attachment | undefined> {
  const length = media && { seconds: media.seconds };
  switch (plan.type) {
    case "refused":
      return undefined;
    case "video": {
      const frames = media ? await media.frames(plan, signal) : [];
      const data = plan.whole ? { data: await base64Of(file) } : {};
      return { label: name, video: { ...length, mediaType: plainType(file.type), frames, ...data } };
    }
    case "audio": {
      const { data, seconds } = await soundOf(file);
      return { label: name, audio: { seconds, mediaType: "audio/wav", data } };
    }
  }
}

/** "video/webm;codecs=vp8" without its parameters. */
const plainType = (type: string): string => type.replace(/;.*$/, "");
