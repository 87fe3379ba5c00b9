import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new temporary folder, removed at the latest when this process ends. */
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
