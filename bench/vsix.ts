import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../scripts/lib/run.mjs";
import { type Row, row } from "./row.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Size of the universal package, packed anew. */
export async function vsixRows(): Promise<Row[]> {
  const script = join(root, "scripts", "package.mjs");
  if (!existsSync(script)) throw new Error("There is no scripts/package.mjs to make the package.");
  const start = Date.now();
  await run(process.execPath, [script], { cwd: root });
  const packages = [root, join(root, "out"), join(root, "dist")]
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => file.endsWith(".vsix") && statSync(file).mtimeMs >= start);
  const universal = packages.map((file) => statSync(file).size);
  if (universal.length !== 1) throw new Error(`One package was expected, these were made: ${packages.join(", ")}`);
  return [row("vsix.universal.bytes", universal[0] ?? NaN, "bytes")];
}
