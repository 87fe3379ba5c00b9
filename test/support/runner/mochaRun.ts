import Mocha from "mocha";
import { report } from "./reporter.ts";

export interface MochaRun {
  /** Where the results go, as JSON lines. */
  results: string;
  /** A test's time limit where it sets none itself, in milliseconds. */
  timeoutMs: number;
  /** Only tests whose whole title holds this text. */
  grep?: string | undefined;
  print(line: string): void;
  /** Loads the suites into a prepared Mocha. */
  load(mocha: Mocha): Promise<void>;
}

/**
 * Runs suites by Mocha's own programming interface: the same in plain Node and inside the editor.
 * @returns how many failed
 */
export async function runMocha(run: MochaRun): Promise<number> {
  class Report extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      report(runner, run.results, run.print);
    }
  }
  const mocha = new Mocha({
    ui: "bdd",
    timeout: run.timeoutMs,
    reporter: Report,
    ...(run.grep ? { fgrep: run.grep } : {}),
  });
  await run.load(mocha);
  return new Promise((resolve) => mocha.run(resolve));
}
