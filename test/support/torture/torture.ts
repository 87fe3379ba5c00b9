import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Claims, noClaims, type Said, takeUp } from "./claims.ts";
import { randomOf } from "./scripted.ts";

/** A chat longer than this begins anew, so that reading it stays fast. Kills. */
const CHAT_KILLS = 25;
/** The longest that a victim lives after its check, in milliseconds. */
const LIFE_MS = 500;
/** How many of the kills come at a write, and at which at the latest. */
const AT_WRITES = 0.4;
const LAST_WRITE = 8;

export type Report = { kills: number; faults: string[]; lost: number; counts: Record<string, number> };

/**
 * Kills a process `times` times at random moments, and lets the next one check what it left.
 * @param folder a new one; it keeps everything for a look if something is wrong
 */
export async function torture(
  times: number,
  seed: number,
  folder: string,
  tell = (_: string): void => undefined,
): Promise<Report> {
  const program = await bundle(folder);
  const random = randomOf(seed);
  const report: Report = { kills: 0, faults: [], lost: 0, counts: {} };
  let claims = noClaims();
  let at = "";
  for (let kill = 0; kill <= times && report.faults.length === 0; kill++) {
    if (kill % CHAT_KILLS === 0) {
      claims = noClaims();
      at = join(folder, `chat${kill}`);
      mkdirSync(at, { recursive: true });
    }
    writeFileSync(join(at, "claims.json"), JSON.stringify(claims));
    // The last one only checks.
    const life = kill === times ? 0 : random() ** 2 * LIFE_MS;
    const own = Math.floor(random() * 1e9);
    report.faults.push(
      ...(await live(program, at, own, life, claims, report)).map((fault) => `${at}, seed ${own}: ${fault}`),
    );
    claims.kills += 1;
    if (kill < times) report.kills += 1;
    if (kill % 25 === 24) tell(`${report.kills} kills`);
  }
  return report;
}

/** Lets one victim check, and live for a while; what it found wrong. */
async function live(
  program: string,
  folder: string,
  seed: number,
  lifeMs: number,
  claims: Claims,
  report: Report,
): Promise<string[]> {
  const random = randomOf(seed);
  const child = spawn(process.execPath, [program, folder, String(seed)], { stdio: ["ignore", "pipe", "pipe"] });
  const faults: string[] = [];
  let isChecked = false;
  let errors = "";
  let writesLeft = random() < AT_WRITES ? 1 + Math.floor(random() * LAST_WRITE) : Infinity;
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("close", (_, signal) => resolve(signal)));
  for await (const line of createInterface({ input: child.stdout })) {
    const said = parsed(line);
    if (!said) continue;
    takeUp(claims, said);
    report.counts[said.type === "did" ? said.what : said.type] =
      (report.counts[said.type === "did" ? said.what : said.type] ?? 0) + 1;
    if (said.type === "wrong") faults.push(said.what);
    if ((said.type === "effect" || said.type === "restoring") && --writesLeft === 0) child.kill("SIGKILL");
    if (said.type !== "checked") continue;
    isChecked = true;
    report.lost = Math.max(report.lost, said.lost);
    setTimeout(() => child.kill("SIGKILL"), lifeMs);
  }
  const signal = await ended;
  if (signal !== "SIGKILL" || !isChecked) faults.push(`It ended by itself: ${errors.slice(0, 2000)}`);
  return faults;
}

/** A kill may cut the last line. */
function parsed(line: string): Said | undefined {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return undefined;
  }
}

/** One file, because a fresh process for each kill must start fast. */
async function bundle(folder: string): Promise<string> {
  const program = join(folder, "victim.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("victim.ts", import.meta.url))],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "error",
  });
  return program;
}
