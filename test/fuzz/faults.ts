import fc from "fast-check";
import { faultProperties } from "./faults/faultProperties.ts";

/*
 * Fuzzes how servers' words are judged for the given number of seconds (default 60):
 *   node --import=tsx test/fuzz/faults.ts 120
 * Ends with code 1 and the smallest failing words when a property breaks.
 */

const seconds = Number(process.argv[2] ?? "60");
if (!Number.isFinite(seconds) || seconds <= 0) {
  console.error("Usage: node --import=tsx test/fuzz/faults.ts [seconds]");
  process.exit(2);
}

const each = (seconds * 1000) / Object.keys(faultProperties).length;
for (const [name, property] of Object.entries(faultProperties)) {
  const details = fc.check(property as fc.IProperty<unknown[]>, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: each,
    markInterruptAsFailure: false,
  });
  console.log(`${name}: ${details.numRuns} runs`);
  if (details.failed) {
    console.error(fc.defaultReportMessage(details));
    process.exitCode = 1;
  }
}
