import Mocha from "mocha";
import { report } from "./reporter.ts";

export interface MochaRun {
  /** The results file, as JSON lines. */
  results: string;
  /** A test's default time limit, in milliseconds. */
  timeoutMs: number;
  /** Runs only tests whose full title contains this text. */
  grep?: string | undefined;
  print(line: string): void;
  /** Loads the suites into a prepared Mocha. */
  load(mocha: Mocha): Promise<void>;
}

/**
 * Runs suites through Mocha's API, in plain Node and inside the editor.
 * @returns the number of failures
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
