import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname, uptime } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { parseBounded } from "../../model/boundedJson.ts";

/** Who writes to a chat: a process of a machine, and when it began to, in milliseconds since the epoch. */
const lockSchema = v.object({ pid: v.number(), host: v.string(), at: v.number() });
type Lock = v.InferOutput<typeof lockSchema>;

/** Locks of other machines (a shared folder) are believed so long, in milliseconds. */
const ELSEWHERE_MS = 24 * 3_600_000;
/** Clocks may have been set since the machine started, in milliseconds. */
const CLOCK_SLACK_MS = 60_000;

/** How long a closing window may take, and how often to look. Milliseconds. */
const CLOSING_MS = 1500;
const LOOK_MS = 50;

/**
 * One writer for each chat, among all windows: a file beside the chat names it. It counts as long as its process lives,
 * so a crash leaves no chat locked.
 */
export class ChatLocks {
  readonly #folder: string;
  readonly #held = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes a chat; false if another window has it. A folder that takes no locks doesn't hold up the user. */
  async take(id: string): Promise<boolean> {
    if (this.#held.has(id)) return true;
    try {
      await mkdir(this.#folder, { recursive: true });
      const isTaken = (await this.#make(id)) || ((await this.#clear(id)) && (await this.#make(id)));
      if (isTaken) this.#held.add(id);
      return isTaken;
    } catch {
      return true;
    }
  }

  /** The same, but waits a moment for a window that is just closing, such as this one before a reload. */
  async takeSoon(id: string): Promise<boolean> {
    for (let waited = 0; !(await this.take(id)); waited += LOOK_MS) {
      if (waited >= CLOSING_MS) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return true;
  }

  /** Gives a chat free before this process ends. */
  releaseNow(id: string): void {
    if (this.#held.delete(id)) rmSync(this.#path(id), { force: true });
  }

  /** Gives a chat free. */
  async release(id: string): Promise<void> {
    if (this.#held.delete(id)) await rm(this.#path(id), { force: true });
  }

  /** Makes the lock as a whole file; false if there is one. */
  async #make(id: string): Promise<boolean> {
    const own = `${this.#path(id)}.${randomUUID()}`;
    const lock: Lock = { pid: process.pid, host: hostname(), at: Date.now() };
    await writeFile(own, JSON.stringify(lock));
    try {
      await link(own, this.#path(id));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    } finally {
      await rm(own, { force: true });
    }
  }

  /** Removes a lock whose process is gone; false if it counts. */
  async #clear(id: string): Promise<boolean> {
    const found = await this.#read(this.#path(id));
    if (found !== undefined && isAlive(found)) return false;
    const aside = `${this.#path(id)}.${randomUUID()}`;
    try {
      await rename(this.#path(id), aside);
    } catch {
      // Another window was faster; it may have made its own by now.
      return true;
    }
    const moved = await this.#read(aside);
    // Another window's new lock, made between the look and the move, goes back.
    if (moved !== undefined && isAlive(moved)) await link(aside, this.#path(id)).catch(() => undefined);
    await rm(aside, { force: true });
    return true;
  }

  async #read(path: string): Promise<Lock | undefined> {
    try {
      const parsed = v.safeParse(lockSchema, parseBounded(await readFile(path, "utf8")));
      return parsed.success ? parsed.output : undefined;
    } catch {
      return undefined;
    }
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.lock`);
  }
}

function isAlive({ pid, host, at }: Lock): boolean {
  if (host !== hostname()) return Date.now() - at < ELSEWHERE_MS;
  // Since a new start of the machine, another process may have the number.
  if (at < Date.now() - uptime() * 1000 - CLOCK_SLACK_MS) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
