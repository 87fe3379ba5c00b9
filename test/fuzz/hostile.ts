import fc from "fast-check";
import { containment, hostileProperties } from "./hostile/hostileProperties.ts";

/*
 * Fuzzes hostile words, paths, events, messages and long Markdown for the given number of seconds (default 60):
 *   node --import=tsx test/fuzz/hostile.ts 120
 * Ends with code 1 and the smallest failing input when a property breaks.
 */

const seconds = Number(process.argv[2] ?? "60");
if (!Number.isFinite(seconds) || seconds <= 0) {
  console.error("Usage: node --import=tsx test/fuzz/hostile.ts [seconds]");
  process.exit(2);
}

const { property: contained, dispose } = await containment();
const properties = { ...hostileProperties, "no path leads out of the workspace": contained };
const each = (seconds * 1000) / Object.keys(properties).length;
for (const [name, property] of Object.entries(properties)) {
  const details = await fc.check(property as fc.IAsyncProperty<unknown[]>, {
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
await dispose();
