import { readFileSync } from "node:fs";
import { commandLine, descendants } from "../../test/support/processes.ts";

/** The kernel counts CPU time in ticks of 10 ms (USER_HZ is 100 on every Linux that people run). */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/PID/stat after the program's name: user and system time. */
const [USER_TIME, SYSTEM_TIME] = [11, 12];

/** CPU seconds used so far by all threads of the processes; ended processes count as 0. Linux only. */
export function cpuSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = afterName(readOrEmpty(`/proc/${pid}/stat`)).split(" ");
    return sum + (Number(fields[USER_TIME] ?? 0) + Number(fields[SYSTEM_TIME] ?? 0)) / TICKS_PER_SECOND;
  }, 0);
}

/**
 * Memory of a process in RAM, in MB (10^6 bytes): all of it, and its own without mapped files, which the system may
 * reclaim. Linux only.
 */
export function memoryMb(pid: number): { resident: number; own: number } {
  const status = readOrEmpty(`/proc/${pid}/status`);
  const mb = (field: string) => (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024) / 1e6;
  if (status === "") throw new Error(`Process ${pid} has ended.`);
  return { resident: mb("VmRSS"), own: mb("RssAnon") };
}

/** Renderer processes of the browsers that this process started. */
export function rendererPids(): number[] {
  return descendants(process.pid).filter((pid) => commandLine(pid).includes("--type=renderer"));
}

/** A program's name is in brackets and may contain spaces. */
const afterName = (stat: string): string => stat.slice(stat.lastIndexOf(")") + 2);

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
