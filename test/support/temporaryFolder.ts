import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder for temporary files, which goes with this process where it is not removed before. */
export function temporaryFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `gemma-code-${name}-`));
  const clear = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", clear);
  return {
    path,
    remove: () => {
      process.off("exit", clear);
      clear();
    },
  };
}
