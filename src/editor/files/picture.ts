import { open, stat } from "node:fs/promises";
import type { Picture } from "../../model/message.ts";
import { imageTypeOf } from "./mediaType.ts";

/** Larger pictures, in bytes, are refused by most servers. */
const MOST_BYTES = 5_000_000;

/** The picture in a file; undefined if it holds none, or a too large one. Throws only the signal's reason. */
export async function pictureAt(path: string, signal: AbortSignal): Promise<Picture | undefined> {
  signal.throwIfAborted();
  // Opening a pipe would wait for its writer.
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const head = new Uint8Array(12);
    await file.read(head, 0, head.length, 0);
    const mediaType = imageTypeOf(head);
    if (mediaType === undefined || size > MOST_BYTES) return undefined;
    const bytes = await file.readFile({ signal });
    return { mediaType, data: bytes.toString("base64") };
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    await file.close();
  }
}
