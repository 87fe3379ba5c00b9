import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folders that are still there. */
const left = new Set<string>();
const remove = (path: string): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
process.once("exit", () => left.forEach(remove));

/** A new temporary folder, removed at the latest when this process ends. */
export function temporaryFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `gemma-code-${name}-`));
  left.add(path);
  return {
    path,
    remove: () => {
      left.delete(path);
      remove(path);
    },
  };
}
