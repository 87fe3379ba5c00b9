import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files below a folder that a running editor writes to; files deleted meanwhile are omitted. */
export function filesBelow(folder: string): string[] {
  const entries: Dirent[] = unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}

/** The files below a folder that contain a text. */
export function holders(folder: string, text: string): string[] {
  return filesBelow(folder).filter((file) => unlessGone(() => readFileSync(file))?.includes(text));
}

/** The joined text of the files below a folder with this name ending. */
export function textBelow(folder: string, ending: string): string {
  const files = filesBelow(folder).filter((file) => file.endsWith(ending));
  return files.map((file) => unlessGone(() => readFileSync(file, "utf8")) ?? "").join("");
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
