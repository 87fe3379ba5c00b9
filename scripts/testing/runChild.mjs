import { spawn } from "node:child_process";

/**
 * @typedef {{ ended: "exit", code: number } | { ended: "signal", signal: string } | { ended: "timeout" } | { ended: "error", message: string }} ChildEnd
 */

/**
 * Runs Node in its own process group with its output passed through. On a timeout, ends the whole group: first asks, so
 * that it can clean up, then kills.
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutMs: number }} options
 * @returns {Promise<ChildEnd>}
 */
export function runChild(args, options) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "inherit", "inherit"],
      detached: process.platform !== "win32",
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end("SIGTERM");
      setTimeout(() => end("SIGKILL"), 10_000).unref();
    }, options.timeoutMs);
    const interrupted = () => {
      end("SIGTERM");
      process.exit(130);
    };
    process.once("SIGINT", interrupted);
    process.once("SIGTERM", interrupted);
    child.once("error", (error) => finish({ ended: "error", message: error.message }));
    child.once("exit", (code, signal) => {
      if (late) finish({ ended: "timeout" });
      else if (signal) finish({ ended: "signal", signal });
      else finish({ ended: "exit", code: code ?? 1 });
    });

    /** @param {ChildEnd} how */
    function finish(how) {
      clearTimeout(timer);
      process.off("SIGINT", interrupted);
      process.off("SIGTERM", interrupted);
      // Also ends what the child left in its group.
      if (process.platform !== "win32") end("SIGKILL");
      resolve(how);
    }

    /** @param {NodeJS.Signals} signal */
    function end(signal) {
      if (child.pid === undefined) return;
      try {
        process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
      } catch {
        // It has ended already.
      }
    }
  });
}
