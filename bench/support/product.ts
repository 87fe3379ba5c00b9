import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
let copy: string | undefined;

/** A folder that is gone when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `gemma-code-bench-${name}-`));
  folders.push(folder);
  return folder;
}

/** The extension as it was built, in a folder of its own: a build that runs meanwhile does not change what is measured. */
export function productFolder(): string {
  if (copy) return copy;
  const folder = temporaryFolder("product");
  for (const part of ["package.json", "dist", "media"])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  return (copy = folder);
}
