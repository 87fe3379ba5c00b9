const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * Ties a child that leads its own process group (`detached`) to this process: when this process ends, so does the
 * group, as long as exit handlers run.
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => void} [clean] called once the group is gone
 * @returns {() => Promise<void>} ends the group now: first asks, then kills after three seconds. Safe to call twice.
 */
export function bindGroup(child, clean = () => {}) {
  const ended = new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
  const atExit = () => {
    signalGroup(child.pid, "SIGKILL");
    clean();
  };
  const atSignal = () => process.exit(130);
  process.once("exit", atExit);
  for (const signal of signals) process.once(signal, atSignal);
  return async () => {
    signalGroup(child.pid, "SIGTERM");
    const timer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), 3000);
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await ended;
    clearTimeout(timer);
    process.off("exit", atExit);
    for (const signal of signals) process.off(signal, atSignal);
    atExit();
  };
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}
