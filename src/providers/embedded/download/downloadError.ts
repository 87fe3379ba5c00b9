import { basename } from "node:path";
import { bytesText } from "../format/modelFile.ts";

/**
 * Why a download failed, by what a user can do about it.
 * - offline: no response, or the connection broke repeatedly; existing bytes are kept and continued.
 * - not-found: the server has no such file. refused: it requires a log-in or a licence agreement.
 * - server: another error of the server. not-a-model: the response is not a model, such as a log-in page.
 * - disk-full: no space is left. disk: the folder or file can't be written.
 * - checksum: the file differs from the published one and was deleted.
 * - busy: another window is downloading the same file. aborted: stopped by the user; existing bytes are kept.
 */
export type DownloadFault =
  | { kind: "offline" }
  | { kind: "not-found" }
  | { kind: "refused" }
  | { kind: "server"; status: number }
  | { kind: "not-a-model" }
  | { kind: "disk-full"; neededBytes: number; freeBytes: number }
  | { kind: "disk" }
  | { kind: "checksum" }
  | { kind: "busy" }
  | { kind: "aborted" };

/** `message` is for the user: what happened, then what to do. */
export class DownloadError extends Error {
  readonly fault: DownloadFault;
  constructor(fault: DownloadFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DownloadError";
    this.fault = fault;
  }
}

/** The error for a response that is not the file. */
export function statusError(status: number, host: string): DownloadError {
  if (status === 404 || status === 410)
    return new DownloadError({ kind: "not-found" }, `${host} does not have this file. Choose another model or mirror.`);
  if (status === 401 || status === 403)
    return new DownloadError(
      { kind: "refused" },
      `${host} refuses the download (HTTP ${status}): it may want a log-in or agreement to a licence. Download the ` +
        "file in a browser and choose it here, or use another mirror.",
    );
  return new DownloadError(
    { kind: "server", status },
    `${host} answered with an error (HTTP ${status}). Try again later, or use another mirror.`,
  );
}

export function offlineError(host: string, cause: unknown): DownloadError {
  return new DownloadError(
    { kind: "offline" },
    `The connection to ${host} failed. Check the network and the proxy settings; what was downloaded is kept, and ` +
      "the download continues from there.",
    { cause },
  );
}

/** Smaller amounts would be shown as zero. */
const leastTold = 1000;

/** @param neededBytes 0 if the missing amount is unknown */
export function diskFullError(neededBytes: number, freeBytes: number): DownloadError {
  const free = freeBytes > 0 ? `The disk has ${bytesText(freeBytes)} free` : "The disk is full";
  const more = neededBytes > 0 ? ` and the download needs ${bytesText(Math.max(leastTold, neededBytes))} more` : "";
  return new DownloadError(
    { kind: "disk-full", neededBytes, freeBytes },
    `${free}${more}. Make room and try again; what was downloaded is kept.`,
  );
}

export function diskError(path: string, cause: unknown): DownloadError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return new DownloadError({ kind: "disk" }, `${basename(path)} cannot be written (${code}). Check the folder.`, {
    cause,
  });
}

/** All bytes are there under the temporary name; only the last step failed. */
export function moveError(path: string, cause: unknown): DownloadError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
  return new DownloadError(
    { kind: "disk" },
    `${basename(path)} is downloaded whole, but cannot be moved to its place (${code}). It is kept beside it. Check the ` +
      "folder, close what has the file open, and download it again: nothing is downloaded again.",
    { cause },
  );
}

export function checksumError(path: string): DownloadError {
  return new DownloadError(
    { kind: "checksum" },
    `${basename(path)} came out differently from the published file and was deleted. Download it again; if that ` +
      "happens again, a proxy or mirror changes it.",
  );
}

export function notAModelError(host: string): DownloadError {
  return new DownloadError(
    { kind: "not-a-model" },
    `${host} answered with something that is not a model, most likely a log-in or proxy page. Open the address in a ` +
      "browser to see it, or use another mirror.",
  );
}

export function busyError(path: string): DownloadError {
  return new DownloadError({ kind: "busy" }, `Another window is downloading ${basename(path)} already. Wait for it.`);
}

export function abortedError(): DownloadError {
  return new DownloadError({ kind: "aborted" }, "The download was stopped. What has come is kept.");
}
