import { cpus } from "node:os";

/**
 * How many threads the engine may use. They wait for each other by spinning, so one that shares its core with another
 * program delays all others (measured on two busy cores: 0.5 tokens a second with two threads, 23 with one). So the
 * engine uses the cores that others leave free, and checks again while it works.
 */

/** CPU time in ms since some start: `busy` by all programs on all cores, `own` by this process; `at` is the clock. */
export type CpuSample = { at: number; busy: number; own: number };

export function sampleCpu(): CpuSample {
  const busy = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), busy, own: (user + system) / 1000 };
}

/** A core is worth a thread if other programs use no more than this share of it. */
const tolerance = 0.3;

/** The threads to use out of `cores`, by the load of other programs between two samples; at least 1. */
export function freeThreads(before: CpuSample, after: CpuSample, cores: number): number {
  const elapsed = after.at - before.at;
  if (elapsed <= 0) return cores;
  const others = Math.max(0, after.busy - before.busy - (after.own - before.own)) / elapsed;
  return Math.max(1, Math.min(cores, Math.floor(cores - others + tolerance)));
}
