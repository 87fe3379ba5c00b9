import { createHash } from "node:crypto";
import { link, mkdir, readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { TEMPORARY, writeAtomically } from "../atomicWrite.ts";
import { type KeptLimits, type KeptUse, toPrune } from "./prune.ts";

const [deflate, inflate] = [promisify(deflateRaw), promisify(inflateRaw)];

/** Larger files are not kept, in bytes: they are rarely text, and each change would keep another copy. */
export const MOST_KEPT = 20_000_000;
const CHAT = /^[0-9a-f-]{36}$/;
const HASH = /^[0-9a-f]{64}$/;

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/**
 * The bytes of files before and after changes: for each chat a folder with a compressed file for each content, named by
 * its sha-256. Windows may share it, because equal names have equal content.
 */
export class KeptBytes {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps bytes for a chat; resolves with their hash once they are on the disk. Rejects if they can't be kept. */
  async keep(chat: string, bytes: Uint8Array): Promise<string> {
    if (bytes.length > MOST_KEPT) throw new Error("This file is too large to keep.");
    const hash = hashOf(bytes);
    const path = this.#path(chat, hash);
    const now = new Date();
    // Its time tells when it was last of use.
    const isThere = await utimes(path, now, now).then(
      () => true,
      () => false,
    );
    if (isThere) return hash;
    await mkdir(join(this.#folder, chat), { recursive: true });
    await writeAtomically(path, await deflate(bytes, { level: 1 }));
    return hash;
  }

  /** Kept bytes; undefined if they are no longer there, or damaged. */
  async read(chat: string, hash: string): Promise<Uint8Array | undefined> {
    if (!HASH.test(hash)) return undefined;
    try {
      const bytes = await inflate(await readFile(this.#path(chat, hash)), { maxOutputLength: MOST_KEPT });
      return hashOf(bytes) === hash ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps for one chat what is kept for another. */
  async copy(from: string, to: string): Promise<void> {
    if (!CHAT.test(from) || !CHAT.test(to)) return;
    const names = await readdir(join(this.#folder, from)).catch(() => [] as string[]);
    await mkdir(join(this.#folder, to), { recursive: true });
    for (const name of names.filter((each) => HASH.test(each))) {
      // Files never change, so both may be one.
      await link(this.#path(from, name), this.#path(to, name)).catch(() => undefined);
    }
  }

  /** Removes all that is kept for a chat. */
  async remove(chat: string): Promise<void> {
    if (CHAT.test(chat)) await rm(join(this.#folder, chat), { recursive: true, force: true });
  }

  /** What is kept, for each chat. */
  async use(): Promise<KeptUse[]> {
    const chats = (await readdir(this.#folder).catch(() => [] as string[])).filter((name) => CHAT.test(name));
    return Promise.all(chats.map((chat) => this.#useOf(chat)));
  }

  /** Removes what is too old or too much, and leftovers of crashes. */
  async prune(limits: KeptLimits, now: number): Promise<void> {
    for (const path of toPrune(await this.use(), limits, now)) {
      await rm(join(this.#folder, path), { force: true });
    }
  }

  async #useOf(chat: string): Promise<KeptUse> {
    const names = await readdir(join(this.#folder, chat)).catch(() => [] as string[]);
    const files = await Promise.all(
      names.map(async (name) => {
        const info = await stat(join(this.#folder, chat, name)).catch(() => undefined);
        if (!info) return [];
        return [{ path: `${chat}/${name}`, bytes: info.size, usedAt: info.mtimeMs, isLeft: name.endsWith(TEMPORARY) }];
      }),
    );
    return { chat, files: files.flat() };
  }

  #path(chat: string, hash: string): string {
    if (!CHAT.test(chat)) throw new Error("Not a chat's id.");
    return join(this.#folder, chat, hash);
  }
}
