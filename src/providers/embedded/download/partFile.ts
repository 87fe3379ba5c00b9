import { parseBounded } from "../../../model/boundedJson.ts";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, mkdir, open, readFile, rename, rm, unlink, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as v from "valibot";
import { busyError, diskError, diskFullError } from "./downloadError.ts";

/** Beside the part lies a note of what it is a part of. `etag` only if it is a strong one. */
const noteSchema = v.object({
  url: v.string(),
  etag: v.optional(v.string()),
  total: v.optional(v.number()),
  pid: v.optional(v.number()),
});
type Note = v.InferOutput<typeof noteSchema>;

/** The parts this process has open. */
const inUse = new Set<string>();

/**
 * A file in progress: `<destination>.part` with its bytes, and `<destination>.part.json` with their address. A later
 * attempt, or a later run of the editor, continues it. One process at a time.
 */
export class PartFile {
  readonly path: string;
  readonly #notePath: string;
  readonly #destination: string;
  readonly #handle: FileHandle;
  readonly #url: string;
  #note: Note;
  #held: number;
  #open = true;

  private constructor(destination: string, url: string, handle: FileHandle, note: Note, held: number) {
    this.#destination = destination;
    this.#url = url;
    this.path = `${destination}.part`;
    this.#notePath = `${this.path}.json`;
    this.#handle = handle;
    this.#note = note;
    this.#held = held;
  }

  /**
   * Opens the part of `destination`. Bytes from another or unknown address than `url` stay until the first bytes of
   * this one arrive, because a checksum may prove that they are the whole file.
   * @throws DownloadError
   */
  static async open(destination: string, url: string): Promise<PartFile> {
    const path = `${destination}.part`;
    if (inUse.has(path)) throw busyError(destination);
    inUse.add(path);
    try {
      await mkdir(dirname(destination), { recursive: true });
      const earlier = await readNote(`${path}.json`);
      if (otherProcess(earlier?.pid)) throw busyError(destination);
      const handle = await open(path, "a+");
      const { size } = await handle.stat();
      const note: Note = { ...(earlier ?? { url: size === 0 ? url : "" }), pid: process.pid };
      const part = new PartFile(destination, url, handle, note, size);
      await part.#writeNote();
      return part;
    } catch (error) {
      inUse.delete(path);
      throw asDiskError(destination, error);
    }
  }

  /** Existing bytes, whatever file they belong to. */
  get held(): number {
    return this.#held;
  }

  /** Existing bytes of this address's file, which a download may continue. */
  get size(): number {
    return this.#isOwn ? this.#held : 0;
  }

  /** The whole file's size, once a server has stated it. */
  get total(): number | undefined {
    return this.#isOwn ? this.#note.total : undefined;
  }

  get #isOwn(): boolean {
    return this.#note.url === this.#url;
  }

  /** The existing bytes are not of this address's file; they go when its first bytes arrive. */
  disown(): void {
    this.#note = { ...this.#note, url: "" };
  }

  /**
   * Headers that request the rest, or the whole file if it changed. Without the server's validator, the rest is
   * requested only if a checksum will be `verified` at the end, or if nothing should be missing.
   */
  resumeHeaders(verified: boolean): Record<string, string> {
    const { etag } = this.#note;
    const isProven = etag !== undefined || verified || this.size === this.total;
    if (this.size === 0 || !isProven) return {};
    const range = { range: `bytes=${this.size}-` };
    return etag === undefined ? range : { ...range, "if-range": etag };
  }

  /** Whether a partial response continues exactly where the part ends, with the same file. */
  continues(headers: Headers): boolean {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
    if (!this.#isOwn || range === null || Number(range[1]) !== this.#held) return false;
    const total = range[2] === "*" ? undefined : Number(range[2]);
    if (total !== undefined && this.#note.total !== undefined && total !== this.#note.total) return false;
    const etag = strongEtag(headers);
    if (etag !== undefined && this.#note.etag !== undefined && etag !== this.#note.etag) return false;
    this.#note = { ...this.#note, ...(total === undefined ? {} : { total }) };
    return true;
  }

  /**
   * Whether "range not satisfiable" means that the part is complete: it has the length and version of the server's
   * file.
   * @param bytes the published size, if known
   */
  isAllOf(headers: Headers, bytes: number | undefined): boolean {
    const there = /^bytes \*\/(\d+)$/.exec(headers.get("content-range") ?? "")?.[1];
    if (this.size === 0 || Number(there) !== this.size || this.size !== (bytes ?? this.size)) return false;
    const etag = strongEtag(headers);
    return etag === undefined || etag === this.#note.etag;
  }

  /** Empties the part; `headers` are those of the response with the whole file. */
  async restart(headers: Headers): Promise<void> {
    const length = headers.get("content-encoding") ? null : headers.get("content-length");
    const etag = strongEtag(headers);
    const { pid } = this.#note;
    this.#note = { url: this.#url, ...(pid === undefined ? {} : { pid }), ...(etag ? { etag } : {}) };
    if (length) this.#note.total = Number(length);
    await this.#try(async () => {
      await this.#handle.truncate(0);
      this.#held = 0;
      await this.#writeNote();
    });
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#try(async () => {
      for (let at = 0; at < bytes.length;) {
        const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at);
        at += bytesWritten;
        this.#held += bytesWritten;
      }
    });
  }

  /** SHA-256 of the existing bytes, in lower-case hex. Rejects when the signal fires. */
  async sha256(signal: AbortSignal): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(this.path, { highWaterMark: 1024 * 1024, signal })) hash.update(chunk);
    return hash.digest("hex");
  }

  /** Closes the part and keeps it for the next attempt. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    inUse.delete(this.path);
    await this.#handle.close();
    const { pid: _, ...note } = this.#note;
    this.#note = note;
    if (this.#held > 0) await this.#writeNote().catch(() => undefined);
    else await this.#remove();
  }

  /** Deletes the part. */
  async discard(): Promise<void> {
    this.#held = 0;
    await this.close();
  }

  /** Deletes the note once the part has been moved to its destination. */
  async forget(): Promise<void> {
    await unlink(this.#notePath).catch(() => undefined);
  }

  async #remove(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.#notePath, { force: true });
  }

  /** Writes all or nothing: on a full disk the previous note stays, so the downloaded bytes remain usable. */
  async #writeNote(): Promise<void> {
    const fresh = `${this.#notePath}.new`;
    try {
      await writeFile(fresh, JSON.stringify(this.#note));
      await rename(fresh, this.#notePath);
    } catch (error) {
      await rm(fresh, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #try(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      throw asDiskError(this.#destination, error, (this.total ?? 0) - this.#held);
    }
  }
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    const result = v.safeParse(noteSchema, parseBounded(await readFile(path, "utf8")));
    return result.success ? result.output : undefined;
  } catch {
    // Without a complete note, the part is of unknown origin and is not used.
    return undefined;
  }
}

/** Weak validators do not guarantee the same bytes. */
function strongEtag(headers: Headers): string | undefined {
  const etag = headers.get("etag");
  return etag === null || etag.startsWith("W/") ? undefined : etag;
}

/** Whether `pid` is another process that is still running; it may belong to another user (EPERM). */
function otherProcess(pid: number | undefined): boolean {
  if (pid === undefined || pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function asDiskError(destination: string, error: unknown, missing = 0): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  return error.code === "ENOSPC" ? diskFullError(Math.max(0, missing), 0) : diskError(destination, error);
}
