import { normalPath } from "./paths.ts";

/** The workspace's paths, looked up without walking along all of them. */
export class KnownFiles {
  /** The path, where there is only one. */
  readonly only: string | undefined;
  private readonly byNormal = new Map<string, string>();
  private readonly byName = new Map<string, string[]>();
  private readonly exact: ReadonlySet<string>;
  private byLetters: Map<string, string | undefined> | undefined;

  constructor(paths: readonly string[]) {
    this.exact = new Set(paths);
    this.only = paths.length === 1 ? paths[0] : undefined;
    for (const path of paths) {
      const normal = normalPath(path);
      if (!this.byNormal.has(normal)) this.byNormal.set(normal, path);
      const name = nameOf(normal);
      const list = this.byName.get(name);
      if (list) list.push(path);
      else this.byName.set(name, [path]);
    }
  }

  get size(): number {
    return this.exact.size;
  }

  /** Whether a path is one of them, as it stands. */
  has(path: string): boolean {
    return this.exact.has(path);
  }

  /** The one that is spelt so, "/" or "\" between names. */
  named(path: string): string | undefined {
    return this.exact.has(path) ? path : this.byNormal.get(normalPath(path));
  }

  /**
   * The one that a path in a reply means: the same, or the only one that ends with it, or the longest that it ends with
   * where the rest is a made-up, doubled or absolute folder. `exists`: the edit is one of a file that is there, so a folder
   * before a known path, and punctuation that was lost, may be read over.
   */
  meant(path: string, exists = false): string | undefined {
    const same = this.named(path);
    if (same !== undefined) return same;
    const wanted = normalPath(path);
    const candidates = this.byName.get(nameOf(wanted)) ?? [];
    const ending = candidates.filter((known) => normalPath(known).endsWith(`/${wanted}`));
    if (ending.length > 0) return ending.length === 1 ? ending[0] : undefined;
    const holding = candidates.filter((known) => {
      const normal = normalPath(known);
      if (!wanted.endsWith(`/${normal}`)) return false;
      const head = wanted.slice(0, -normal.length - 1);
      return isNoFolder(head) || normal.startsWith(`${head}/`) || (exists && normal.includes("/"));
    });
    const [longest] = holding.sort((a, b) => b.length - a.length);
    return longest ?? (exists ? this.alike(path) : undefined);
  }

  /** The only one with the same letters and digits. */
  private alike(path: string): string | undefined {
    if (!this.byLetters) {
      this.byLetters = new Map();
      for (const known of this.exact) {
        const key = letters(known);
        this.byLetters.set(key, this.byLetters.has(key) ? undefined : known);
      }
    }
    return this.byLetters.get(letters(path));
  }
}

/** Where nothing is known. */
export const noFiles = new KnownFiles([]);

const nameOf = (normal: string): string => normal.slice(normal.lastIndexOf("/") + 1);

const letters = (path: string): string => path.replace(/[^\p{L}\p{N}]/gu, "");

/** A folder that stands for "wherever the project is". */
const isNoFolder = (head: string): boolean =>
  /^(?:path\/to(?:\/your)?(?:\/project)?|your(?:-|\/)project|workspace|project)$/.test(head) ||
  /^(?:[A-Za-z]:)?(?:\/|$)/.test(head);
