import assert from "node:assert/strict";
import fc from "fast-check";
import type { DialectFormat } from "../../src/gemma/index.ts";
import { anyCall, writers, type Call } from "./gemmaCalls.ts";
import { cut, cuts, formats, plainText, read, wildAnswer } from "./gemmaCases.ts";

/*
 * Fuzzes the dialect parser for the given number of seconds (default 60):
 *   node --import=tsx test/fuzz/gemma.ts 120
 * Ends with code 1 and the smallest failing answer when a property breaks.
 */

const seconds = Number(process.argv[2] ?? "60");
if (!Number.isFinite(seconds) || seconds <= 0) {
  console.error("Usage: node --import=tsx test/fuzz/gemma.ts [seconds]");
  process.exit(2);
}

const format = fc.constantFrom(...formats);
let cases = 0;

type Property = { name: string; check: (limitMs: number) => Result };
type Result = { failed: boolean; message: () => string };

/** A property with the check that runs it until its time is over. */
function property<T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => void,
): Property {
  const counted = (values: T): void => {
    cases++;
    holds(...values);
  };
  return {
    name,
    check: (limitMs) => {
      const details = fc.check(fc.property(fc.tuple<T>(...arbitraries), counted), {
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: limitMs,
        markInterruptAsFailure: false,
      });
      return { failed: details.failed, message: () => fc.defaultReportMessage(details) ?? "" };
    },
  };
}

const properties: readonly Property[] = [
  property<[string, number[], DialectFormat, boolean]>(
    "any cut gives the same events",
    [wildAnswer, cuts, format, fc.boolean()],
    (text, lengths, each, thinking) => {
      const whole = read([text], { format: each, thinking });
      assert.deepEqual(read(cut(text, lengths), { format: each, thinking }), whole);
    },
  ),
  property<[string, number[], DialectFormat]>(
    "plain text is kept",
    [plainText, cuts, format],
    (text, lengths, each) => {
      assert.deepEqual(read(cut(text, lengths), { format: each }), text === "" ? [] : [{ type: "text", delta: text }]);
    },
  ),
  property<[Call, string, number[]]>(
    "a written call is read back",
    [anyCall, fc.constantFrom(...Object.keys(writers)), cuts],
    (call, syntax, lengths) => {
      const writer = writers[syntax];
      assert.ok(writer);
      fc.pre(writer.cannot?.(call) !== true);
      const known = { name: call.name, description: "", parameters: { type: "object" as const, properties: {} } };
      const events = read(cut(writer.write(call), lengths), { format: writer.format, tools: [known] });
      assert.deepEqual(events, [{ type: "tool-call", name: call.name, arguments: call.arguments }]);
    },
  ),
];

for (const { name, check } of properties) {
  const before = cases;
  const result = check((seconds * 1000) / properties.length);
  if (result.failed) {
    console.error(`${name}: ${result.message()}`);
    process.exit(1);
  }
  console.log(`${name}: ${cases - before} cases`);
}
console.log(`gemma: ${cases} cases, no failure`);
