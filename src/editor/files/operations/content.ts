import { createHash } from "node:crypto";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";

/** The most files and bytes of a folder that is moved or deleted: a card shows each file, and each is read. */
const MOST_FILES = 500;
const MOST_BYTES = 200_000_000;

/** What a folder holds: its files relative to it, their bytes in all, and a digest of names and contents. */
export type Content = { files: string[]; bytes: number; digest: string };

/** The bound on files. */
export const mostFiles = MOST_FILES;

/** The digest of a file's bytes. */
export const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Reads a folder with all that is in it, links as links. Undefined beyond the bounds. Throws the file system's errors.
 * @param folder absolute, with all links resolved
 */
export async function contentOf(folder: string, signal: AbortSignal): Promise<Content | undefined> {
  const files: string[] = [];
  const all = createHash("sha256");
  let bytes = 0;
  const folders = [""];
  for (let at = folders.shift(); at !== undefined; at = folders.shift()) {
    signal.throwIfAborted();
    const entries = await readdir(join(folder, at), { withFileTypes: true });
    all.update(`folder ${at}\n`);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = at === "" ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.push(path);
        if (folders.length + files.length > MOST_FILES) return undefined;
        continue;
      }
      const whole = join(folder, path);
      files.push(path);
      const { size } = await lstat(whole);
      bytes += size;
      if (files.length > MOST_FILES || bytes > MOST_BYTES) return undefined;
      if (entry.isSymbolicLink()) all.update(`link ${path}\n${await readlink(whole)}\n`);
      else if (entry.isFile()) all.update(`file ${path}\n${digestOf(await readFile(whole, { signal }))}\n`);
      else all.update(`other ${path}\n`);
    }
  }
  return { files: files.toSorted(), bytes, digest: all.digest("hex") };
}
