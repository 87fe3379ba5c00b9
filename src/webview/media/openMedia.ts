import type { Picture } from "../../model/message.ts";
import { frameTimes } from "./frameTimes.ts";

/** A file that the browser can play. Without a picture, width and height are 0. */
export type OpenMedia = {
  seconds: number;
  width: number;
  height: number;
  /** Draws this many frames, evenly spread over the length, in the given size. Throws if a frame can't be read. */
  frames(wanted: { frames: number; width: number; height: number }, signal: AbortSignal): Promise<Picture[]>;
  close(): void;
};

/** Time limit for opening and for each seek, in milliseconds. */
const timeoutMs = 15_000;
const jpegQuality = 0.85;
/** Past the end of any file, in seconds. */
const theEnd = 1e7;

/** Opens a file with the browser's own decoders; undefined if they can't read it. Rejects when aborted. */
export async function openMedia(
  file: File,
  kind: "video" | "audio",
  signal: AbortSignal,
): Promise<OpenMedia | undefined> {
  const address = URL.createObjectURL(file);
  const element = document.createElement(kind);
  const close = (): void => {
    element.removeAttribute("src");
    element.load();
    URL.revokeObjectURL(address);
  };
  try {
    element.muted = true;
    element.preload = "auto";
    element.src = address;
    await once(element, "loadeddata", signal);
    const seconds = await lengthOf(element, signal);
    const { width, height } =
      element instanceof HTMLVideoElement
        ? { width: element.videoWidth, height: element.videoHeight }
        : { width: 0, height: 0 };
    if (!(seconds > 0) || (kind === "video" && width * height === 0)) throw new Error("nothing to see");
    return { seconds, width, height, close, frames: (wanted, stop) => framesOf(element, seconds, wanted, stop) };
  } catch (error) {
    close();
    if (signal.aborted) throw error;
    return undefined;
  }
}

/** Recorders write no length into an unfinished file, so this seeks to its end. */
async function lengthOf(element: HTMLMediaElement, signal: AbortSignal): Promise<number> {
  if (element.duration !== Number.POSITIVE_INFINITY) return element.duration;
  element.currentTime = theEnd;
  await once(element, "seeked", signal);
  return element.duration === Number.POSITIVE_INFINITY ? element.currentTime : element.duration;
}

async function framesOf(
  element: HTMLMediaElement,
  seconds: number,
  { frames, width, height }: { frames: number; width: number; height: number },
  signal: AbortSignal,
): Promise<Picture[]> {
  if (!(element instanceof HTMLVideoElement)) return [];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const pictures: Picture[] = [];
  for (const time of frameTimes(seconds, frames)) {
    element.currentTime = time;
    await once(element, "seeked", signal);
    canvas.getContext("2d")?.drawImage(element, 0, 0, width, height);
    const data = canvas.toDataURL("image/jpeg", jpegQuality).replace(/^[^,]*,/, "");
    pictures.push({ mediaType: "image/jpeg", data });
  }
  return pictures;
}

/** Rejects when the element fails, times out or is aborted. */
function once(element: HTMLMediaElement, name: "loadeddata" | "seeked", signal: AbortSignal): Promise<void> {
  const ended = new AbortController();
  return new Promise<void>((resolve, reject) => {
    const listening = { signal: ended.signal };
    const timer = window.setTimeout(() => reject(new Error("too slow")), timeoutMs);
    ended.signal.addEventListener("abort", () => window.clearTimeout(timer));
    element.addEventListener(name, () => resolve(), listening);
    element.addEventListener("error", () => reject(new Error("undecodable")), listening);
    signal.addEventListener("abort", () => reject(new Error("stopped")), listening);
    if (signal.aborted) reject(new Error("stopped"));
  }).finally(() => ended.abort());
}
