import { readFileSync } from "node:fs";

/** Process ids of the extension hosts among a process's descendants. Linux only: reads /proc. */
export function extensionHostPids(serverPid: number): number[] {
  return descendants(serverPid).filter((pid) => commandLine(pid).includes("--type=extensionHost"));
}

/** All descendants of a process, nearest first, without those that ended meanwhile. */
export function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).trim();
  if (children === "") return [];
  const direct = children.split(" ").map(Number);
  return [...direct, ...direct.flatMap(descendants)];
}

/** A process's program and arguments, joined by spaces; empty once it has ended. */
export function commandLine(pid: number): string {
  return read(`/proc/${pid}/cmdline`).split("\0").join(" ").trim();
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
