import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { isPrivate } from "../../../agent/approval/files/privateFiles.ts";
import { riskOf } from "../../../agent/approval/files/risk.ts";

/** How deep, and in how many folders, protected files are looked for. */
const DEEPEST = 6;
const MOST_FOLDERS = 5000;
/** Folders that hold what others wrote. */
const passedOver = new Set(["node_modules", "target", "dist", "out", "build", ".venv", "venv"]);
/** Files of these classes are written by any build; they are no reason to stop one. */
const plain = new Set(["program", "hidden"]);

/** Files and folders that a command may read, and those that it may not read either. Absolute paths. */
export type Protected = { kept: string[]; hidden: string[] };

/** What of a folder programs obey or holds secrets, as far as it is there already. Links are left as they are. */
export async function protectedIn(folder: string): Promise<Protected> {
  const found: Protected = { kept: [], hidden: [] };
  let left = MOST_FOLDERS;
  const look = async (path: string, below: string, depth: number): Promise<void> => {
    if (depth > DEEPEST || left-- <= 0) return;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.isSymbolicLink()) continue;
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      const whole = join(path, entry.name);
      const risk = riskOf(entry.isDirectory() ? `${name}/x` : name);
      if (entry.isFile() && isPrivate(name)) found.hidden.push(whole);
      else if (risk !== undefined && !plain.has(risk)) found.kept.push(whole);
      else if (entry.isDirectory() && !passedOver.has(entry.name)) await look(whole, name, depth + 1);
    }
  };
  await look(folder, "", 0);
  return found;
}

/** What is protected now and was not there before. */
export function madeSince(before: readonly Protected[], now: readonly Protected[]): string[] {
  const known = new Set(before.flatMap(({ kept, hidden }) => [...kept, ...hidden]));
  return now.flatMap(({ kept, hidden }) => [...kept, ...hidden]).filter((path) => !known.has(path));
}

/** Which of the paths are there, and whether each is a folder; links and other things are left out. */
export async function existing(paths: readonly string[]): Promise<{ path: string; isFolder: boolean }[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const entry = await lstat(path).catch(() => undefined);
      return entry?.isDirectory() || entry?.isFile() ? [{ path, isFolder: entry.isDirectory() }] : [];
    }),
  );
  return found.flat();
}
