import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";

/** Ends of files that a crash may leave behind. */
export const TEMPORARY = ".new";

/** Writes a whole file: after a crash at any moment, the old or the new one is there, never a part. */
export async function writeAtomically(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${randomUUID()}${TEMPORARY}`;
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(data);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
