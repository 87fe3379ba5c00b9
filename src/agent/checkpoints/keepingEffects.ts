import type { Ask } from "../approval/ask.ts";
import type { Effects } from "../ports/effects.ts";
import type { FileState, FileStep } from "../transcript/schema/filesSchema.ts";
import type { TurnEvent } from "../transcript/turnEvent.ts";
import type { Bytes } from "./decideRestore.ts";
import { filesTouchedBy } from "./touched.ts";

/** A file as it is now. "unknown": it can't be read, or is too large to keep. */
export type FileNow = { disk: Bytes; unsaved?: Uint8Array } | "unknown";

/** What changes while a call runs whose files are not known before. `end` gives what it changed; it never throws. */
export type Noticing = { end(): Promise<readonly FileStep[]> };

export type KeepingPorts = {
  /** A file of the workspace. Throws if the path leads nowhere that may be changed. */
  fileNow(path: string): Promise<FileNow>;
  /** Keeps bytes; resolves with their hash once they are safe. */
  keep(bytes: Uint8Array): Promise<string>;
  /** Starts to notice the changes of a call. `keep` keeps what a file is. */
  notice(keep: (now: FileNow) => Promise<FileState>): Promise<Noticing>;
  /** Bytes that could not be kept. The call goes on. */
  failed(error: unknown): void;
};

/** How many files are kept at once. */
const AT_ONCE = 8;

/**
 * Keeps the bytes of files before calls change them, and tells what each call left. Every allowed call passes here, so
 * a tool can't change a file without it.
 */
export class KeepingEffects implements Pick<Effects, "before" | "after"> {
  readonly #ports: KeepingPorts;
  readonly #running = new Map<Ask, { before: readonly FileStep[] } | { noticing: Noticing }>();

  constructor(ports: KeepingPorts) {
    this.#ports = ports;
  }

  async before(ask: Ask): Promise<TurnEvent[]> {
    const paths = filesTouchedBy(ask);
    if (paths === "any") {
      const noticing = await this.#ports.notice((now) => this.#keep(now)).catch(() => undefined);
      if (noticing) this.#running.set(ask, { noticing });
      return [];
    }
    const before = await inParts([...new Set(paths)], async (path): Promise<FileStep[]> => {
      const state = await this.#stateOf(path);
      return state ? [{ path, before: state }] : [];
    });
    if (before.length === 0) return [];
    this.#running.set(ask, { before });
    return [{ type: "files-kept", files: before }];
  }

  async after(ask: Ask): Promise<TurnEvent[]> {
    const running = this.#running.get(ask);
    this.#running.delete(ask);
    if (!running) return [];
    if ("noticing" in running) {
      const files = await running.noticing.end();
      return files.length === 0 ? [] : [{ type: "files-kept", files }];
    }
    const files = await inParts(running.before, async (step): Promise<FileStep[]> => {
      const after = await this.#stateOf(step.path);
      return [{ ...step, ...(after && { after }) }];
    });
    return [{ type: "files-kept", files }];
  }

  /** The state of a file whose bytes are kept; undefined for a path that can't be changed. */
  async #stateOf(path: string): Promise<FileState | undefined> {
    const now = await this.#ports.fileNow(path).catch(() => undefined);
    return now === undefined ? undefined : this.#keep(now);
  }

  async #keep(now: FileNow): Promise<FileState> {
    if (now === "unknown") return { disk: "unknown" };
    const disk = await this.#kept(now.disk);
    return now.unsaved ? { disk, unsaved: await this.#kept(now.unsaved) } : { disk };
  }

  async #kept(bytes: Bytes): Promise<string> {
    if (!bytes) return "none";
    try {
      return await this.#ports.keep(bytes);
    } catch (error) {
      this.#ports.failed(error);
      return "unknown";
    }
  }
}

async function inParts<A, B>(all: readonly A[], work: (one: A) => Promise<B[]>): Promise<B[]> {
  const done: B[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    done.push(...(await Promise.all(all.slice(at, at + AT_ONCE).map(work))).flat());
  }
  return done;
}
