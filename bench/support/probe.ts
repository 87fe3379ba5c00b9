import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Frame } from "playwright-core";

/** What the probe inside a page recorded. Times are in milliseconds since the epoch, on the clock of `now()`. */
export interface Seen {
  /** When each watched text was first on screen, in request order; absent: not yet. */
  paintedAt: (number | undefined)[];
  /** When each frame began. */
  framesAt: number[];
  /** Main-thread tasks above 50 ms. A frame in the same process also sees the page's tasks. */
  longTasks: { at: number; ms: number }[];
  /** When Enter was last pressed. */
  enterAt?: number;
}

/** The functions that bench/page/probe.ts adds to a page. */
export interface Probe {
  watch(texts: readonly string[]): void;
  seen(): Seen;
}

type Probed = { benchProbe: Probe };
let script: Promise<string> | undefined;

/** Puts the probe into a frame; call it again after a reload. */
export async function addProbe(frame: Frame): Promise<void> {
  script ??= compile();
  await frame.evaluate(await script);
}

/** Clears the records and watches for these texts from now on. */
export async function watch(frame: Frame, texts: readonly string[]): Promise<void> {
  await frame.evaluate((wanted) => (globalThis as unknown as Probed).benchProbe.watch(wanted), texts);
}

export async function seen(frame: Frame): Promise<Seen> {
  return frame.evaluate(() => (globalThis as unknown as Probed).benchProbe.seen());
}

/** Waits until all watched texts are on screen. */
export async function painted(frame: Frame, timeoutMs: number): Promise<Seen> {
  await frame.waitForFunction(
    () => (globalThis as unknown as Probed).benchProbe.seen().paintedAt.every((at) => at !== undefined),
    undefined,
    { timeout: timeoutMs, polling: 250 },
  );
  return seen(frame);
}

async function compile(): Promise<string> {
  const entry = fileURLToPath(new URL("../page/probe.ts", import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
