import { appendFileSync, writeFileSync } from "node:fs";
import type Mocha from "mocha";

/**
 * One line of a results file. A file without `end` comes from an interrupted run. `title` includes the suites.
 * `reason`: why a test was skipped, or that it gave none. Tests and hooks have a `start` each: the last one names where
 * an interrupted run was hanging.
 */
export type ResultLine =
  | { type: "start"; title: string }
  | { type: "pass"; title: string; ms: number }
  | { type: "fail"; title: string; error: string }
  | { type: "skip"; title: string; reason: string }
  | { type: "end" };

/** Where a running test records why it skips: on itself or its suite. */
interface Skippable {
  type?: string;
  skipReason?: string;
  parent?: Skippable | undefined;
}

/**
 * Skips the running test, or from a `before` hook its whole suite, with a reason. Skipped tests are reported by name.
 */
export function skip(context: Mocha.Context, reason: string): never {
  const runnable: Skippable = context.runnable();
  const target = runnable.type === "hook" ? runnable.parent : runnable;
  if (target) target.skipReason = reason;
  return context.skip();
}

/**
 * Writes a runner's results as JSON lines as they come, so that a crashed run still reports what it did.
 * @param file the results file, emptied first
 * @param print receives a readable line per test
 */
export function report(runner: Mocha.Runner, file: string, print: (line: string) => void): void {
  writeFileSync(file, "");
  const write = (line: ResultLine) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const begun = (runnable: Mocha.Runnable) => write({ type: "start", title: runnable.fullTitle() });
  runner.on("test", begun);
  runner.on("hook", begun);
  runner.on("pass", (test) => {
    write({ type: "pass", title: test.fullTitle(), ms: test.duration ?? 0 });
    print(`  ✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on("fail", (test, error: Error) => {
    write({ type: "fail", title: test.fullTitle(), error: error.stack ?? error.message });
    print(`  ✗ ${test.fullTitle()}`);
  });
  runner.on("pending", (test) => {
    write({ type: "skip", title: test.fullTitle(), reason: reasonOf(test as Skippable) });
    print(`  - ${test.fullTitle()}`);
  });
  runner.on("end", () => write({ type: "end" }));
}

function reasonOf(test: Skippable): string {
  for (let at: Skippable | undefined = test; at; at = at.parent) if (at.skipReason) return at.skipReason;
  return "no reason given";
}
