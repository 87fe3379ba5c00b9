import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { torture } from "./torture.ts";

const times = Number(process.argv[2] ?? 300);
if (!(times > 0)) throw new Error("The number of kills must be above 0.");
const seed = Number(process.argv[3] ?? Date.now() % 1e9);
const folder = mkdtempSync(join(tmpdir(), "gemma-code-torture-"));
const report = await torture(times, seed, folder, (words) => process.stdout.write(`${words}\n`));
const counts = Object.entries(report.counts).map(([what, count]) => `${what} ${count}`);
process.stdout.write(
  `${report.kills} kills, seed ${seed}: ${counts.join(", ")}; at most ${report.lost} torn lines in a chat.\n`,
);
for (const fault of report.faults) process.stdout.write(`WRONG: ${fault}\n`);
process.stdout.write(report.faults.length === 0 ? "Nothing was lost.\n" : `See ${folder}\n`);
if (report.faults.length === 0) rmSync(folder, { recursive: true, force: true });
process.exitCode = report.faults.length === 0 ? 0 : 1;
