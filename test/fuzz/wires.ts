import assert from "node:assert/strict";
import fc from "fast-check";
import { callStyle, meantCalls, pieceLengths, written } from "./wires/wireCalls.ts";
import { readCalls } from "./wires/wireReader.ts";

/*
 * Fuzzes where one call ends and the next begins, for the given number of seconds (default 60):
 *   node --import=tsx test/fuzz/wires.ts 120
 * Ends with code 1 and the smallest failing answer.
 */

const seconds = Number(process.argv[2] ?? "60");
if (!Number.isFinite(seconds) || seconds <= 0) {
  console.error("Usage: node --import=tsx test/fuzz/wires.ts [seconds]");
  process.exit(2);
}

let cases = 0;
const details = fc.check(
  fc.property(meantCalls, callStyle, pieceLengths, (calls, style, lengths) => {
    cases++;
    const { deltas, meant } = written(calls, style, lengths);
    assert.deepEqual(readCalls(deltas), meant);
  }),
  { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false },
);
if (details.failed) {
  console.error(fc.defaultReportMessage(details));
  process.exit(1);
}
console.log(`wires: ${cases} cases, no failure`);
