import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { type Hides, hiding } from "../../../agent/approval/path/hidden.ts";

/** The file at the top of a workspace folder whose lines hide files from every tool and from searches. */
export const IGNORE_FILE = ".gemmaignore";
/** Bytes of it that count. */
const MOST = 200_000;

const none: Hides = () => false;
/** By folder, with the time and size of the file that was read. */
const known = new Map<string, { mark: string; hides: Hides }>();

/** What the `.gemmaignore` of a folder hides, read again when it changes. An unreadable one hides everything. */
export async function hiddenIn(folder: string): Promise<Hides> {
  const path = join(folder, IGNORE_FILE);
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => (error.code === "ENOENT" ? undefined : error));
  if (found === undefined) return none;
  if (found instanceof Error) return () => true;
  const mark = `${found.mtimeMs} ${found.size}`;
  const kept = known.get(folder);
  if (kept?.mark === mark) return kept.hides;
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return () => true;
  const caseless = process.platform === "win32" || process.platform === "darwin";
  const hides = hiding(text.slice(0, MOST).split(/\r?\n/), caseless);
  known.set(folder, { mark, hides });
  return hides;
}

/** What is hidden below a place on disk, by the folder that it lies in; "" asks for the place itself. */
export async function hiddenBelow(folders: readonly { path: string }[], address: string): Promise<Hides> {
  for (const { path } of folders) {
    const inside = relative(path, address);
    if (inside.split(sep)[0] === ".." || isAbsolute(inside)) continue;
    const hides = await hiddenIn(path);
    const above = inside.split(sep).filter((name) => name !== "");
    return (below) => hides([...above, ...(below === "" ? [] : [below])].join("/"));
  }
  return none;
}
