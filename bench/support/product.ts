import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../scripts/lib/run.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
let product: Promise<string> | undefined;

/** A folder that is deleted when this process ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `gemma-code-bench-${name}-`));
  folders.push(folder);
  return folder;
}

/** A production build of the extension in its own folder, so that another build can't change what is measured. */
export function productFolder(): Promise<string> {
  return (product ??= build());
}

async function build(): Promise<string> {
  const folder = temporaryFolder("product");
  for (const part of ["package.json", "media"]) cpSync(join(root, part), join(folder, part), { recursive: true });
  await run(process.execPath, ["esbuild.js", "--production", "--out", folder], { cwd: root });
  return folder;
}
