import { spawn } from "node:child_process";

/**
 * Ends a process that was started as the head of its own group, with everything that it started. Does nothing where it
 * has ended already.
 * @param force at once, without giving it time to clean up
 */
export function endTree(pid: number, force: boolean): void {
  if (process.platform === "win32") {
    // Windows has no groups; its own tool walks the tree. Console programs can't be asked to end.
    const tool = spawn("taskkill.exe", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
    tool.on("error", () => undefined);
    return;
  }
  try {
    process.kill(-pid, force ? "SIGKILL" : "SIGTERM");
  } catch {
    // It has ended.
  }
}
