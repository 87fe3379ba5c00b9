import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { run } from "../../scripts/lib/run.mjs";
import { type Row, row } from "../row.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The size of a freshly packed universal package. */
export async function vsixRows(): Promise<Row[]> {
  const output = await run(process.execPath, [join("scripts", "package.mjs")], { cwd: root });
  const file = /^(.+\.vsix):/m.exec(output)?.[1];
  if (file === undefined) throw new Error(`scripts/package.mjs named no package:\n${output}`);
  return [row("vsix.universal.bytes", statSync(join(root, file)).size, "bytes")];
}
