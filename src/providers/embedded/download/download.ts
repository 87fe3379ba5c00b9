import { rename, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  abortedError,
  checksumError,
  diskFullError,
  DownloadError,
  moveError,
  notAModelError,
  offlineError,
  statusError,
} from "./downloadError.ts";
import { PartFile } from "./partFile.ts";
import { Rate } from "./rate.ts";

/** `bytesPerSecond` over the last seconds; `secondsLeft` and `totalBytes` if known. */
export type DownloadProgress = {
  receivedBytes: number;
  totalBytes?: number;
  bytesPerSecond: number;
  secondsLeft?: number;
};

export type DownloadOptions = {
  url: string;
  /** The path of the complete file; `<destination>.part` grows beside it. */
  destination: string;
  /** The published size and checksum, if known. */
  bytes?: number;
  sha256?: string;
  signal: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
  /** Default: the global one, which uses VS Code's proxy settings and certificates. */
  fetch?: typeof globalThis.fetch;
  /** Free bytes for a folder. Default: asked of the file system. */
  freeBytes?: (folder: string) => Promise<number>;
  /** The timeout of a silent connection, and the first pause before a retry, in ms. */
  stallMs?: number;
  retryMs?: number;
};

/** Disk space to leave free, in bytes. */
const spareBytes = 200 * 1024 * 1024;
/** The most failed attempts in a row: few at the start, when the user waits, more once it has been running. */
const attempts = 3;
const laterAttempts = 6;
const progressEveryMs = 200;

/**
 * Downloads a model file, or continues an earlier download of it, and checks it.
 * @throws DownloadError
 */
export async function downloadModel(options: DownloadOptions): Promise<void> {
  const { destination, signal } = options;
  if (signal.aborted) throw abortedError();
  const part = await PartFile.open(destination, options.url);
  try {
    const wasWhole = isWhole(part, options);
    if (!wasWhole || !(await isPublished(part, options))) {
      // Other bytes of the same length are discarded.
      if (wasWhole) part.disown();
      await fetchAll(part, options);
      if (!(await isPublished(part, options))) {
        await part.discard();
        throw checksumError(destination);
      }
    }
    await part.close();
    await rename(part.path, destination).catch((error: unknown) => {
      throw moveError(destination, error);
    });
    await part.forget();
  } catch (error) {
    throw signal.aborted ? abortedError() : error;
  } finally {
    await part.close();
  }
}

/**
 * Whether all bytes may already be there, as a checksum can prove: the last run ended during the check or the move.
 * Their source doesn't matter then. Bytes from an unknown source without a known size are only checked by the checksum.
 */
const isWhole = ({ held, size, total }: PartFile, { bytes, sha256 }: DownloadOptions): boolean =>
  sha256 !== undefined && held > 0 && held === (bytes ?? (size > 0 ? total : held));

const isPublished = async (part: PartFile, { sha256, signal }: DownloadOptions): Promise<boolean> =>
  sha256 === undefined || (await part.sha256(signal)) === sha256;

/** Retries until the file is complete; each continues where the last one stopped. */
async function fetchAll(part: PartFile, options: DownloadOptions): Promise<void> {
  const { url, signal, stallMs = 60_000, retryMs = 1000, onProgress } = options;
  const host = new URL(url).host;
  const begun = part.size;
  const rate = new Rate(begun);
  let reported = 0;
  const report = (force: boolean): void => {
    const now = performance.now();
    if (onProgress === undefined || (!force && now - reported < progressEveryMs)) return;
    reported = now;
    onProgress(rate.progress(part.size, part.total ?? options.bytes));
  };
  for (let fruitless = 0; ;) {
    const before = part.size;
    try {
      await attempt(part, options, stallMs, () => report(false));
      report(true);
      return;
    } catch (error) {
      if (signal.aborted || error instanceof DownloadError) throw error;
      fruitless = part.size > before ? 0 : fruitless + 1;
      const reason = error instanceof Error ? error.cause : undefined;
      if (fruitless >= (part.size > begun ? laterAttempts : attempts))
        throw reason instanceof DownloadError ? reason : offlineError(host, error);
      await delay(retryMs * 2 ** fruitless, undefined, { signal });
    }
  }
}

/** One request. Resolves when the file is complete; a plain Error means that the connection broke. */
async function attempt(part: PartFile, options: DownloadOptions, stallMs: number, onBytes: () => void): Promise<void> {
  const { url, signal } = options;
  const host = new URL(url).host;
  const stall = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const touch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(new Error(`${host} fell silent`)), stallMs);
  };
  touch();
  try {
    const response = await (options.fetch ?? globalThis.fetch)(url, {
      headers: part.resumeHeaders(options.sha256 !== undefined),
      signal: AbortSignal.any([signal, stall.signal]),
    });
    if (response.status === 416 && part.isAllOf(response.headers, options.bytes)) {
      await response.body?.cancel();
      return;
    }
    const anew = await startsAnew(part, response, host);
    // Existing bytes are discarded only for bytes that start a model, so a log-in page can't cost them.
    let fresh = anew;
    let room = 0;
    for await (const chunk of response.body ?? []) {
      touch();
      if (fresh || part.size === 0) {
        if (!startsModel(chunk)) throw notAModelError(host);
        if (fresh) await part.restart(response.headers);
        fresh = false;
      }
      // Free space is checked again once it is used up, because a server without a stated size may send without end.
      if (chunk.length > room) room = await roomFor(options, part);
      room -= chunk.length;
      if (part.size + chunk.length > (options.bytes ?? part.total ?? Number.POSITIVE_INFINITY)) {
        await part.discard();
        throw checksumError(options.destination);
      }
      await part.append(chunk);
      onBytes();
    }
    if (fresh || part.size < (part.total ?? options.bytes ?? 1)) throw new Error(`${host} cut the connection`);
    if (part.size !== (options.bytes ?? part.total ?? part.size)) {
      await part.discard();
      throw checksumError(options.destination);
    }
  } finally {
    clearTimeout(timer);
    stall.abort();
  }
}

/** Reads the response headers: true for the whole file, false for the rest of it. */
async function startsAnew(part: PartFile, response: Response, host: string): Promise<boolean> {
  const { status, headers } = response;
  if (status === 206 && part.continues(headers)) return false;
  if (status === 200) {
    if (headers.get("content-type")?.startsWith("text/html") === true) throw notAModelError(host);
    return true;
  }
  if (status === 206 || status === 416) {
    // The rest is not available: the existing bytes belong to another file. The next attempt starts over.
    part.disown();
    throw new Error(`${host} cannot continue the download`);
  }
  const error = statusError(status, host);
  // Busy servers are retried; the reason is reported after the last failure.
  if (status === 408 || status === 429 || status >= 500) throw new Error(error.message, { cause: error });
  throw error;
}

/** GGUF files start with these letters; a proxy's page does not. */
function startsModel(chunk: Uint8Array): boolean {
  const magic = [0x47, 0x47, 0x55, 0x46];
  return magic.every((byte, index) => chunk.length <= index || chunk[index] === byte);
}

/** Bytes that may still be written. Throws DownloadError if the disk lacks space for the rest. */
async function roomFor(options: DownloadOptions, part: PartFile): Promise<number> {
  const { destination, bytes, freeBytes = freeOn } = options;
  const missing = (part.total ?? bytes ?? 0) - part.size;
  const free = await freeBytes(dirname(destination));
  if (missing + spareBytes > free) throw diskFullError(missing + spareBytes, free);
  return free - spareBytes;
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
