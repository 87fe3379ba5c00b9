import assert from "node:assert/strict";
import fc from "fast-check";
import type { DialectFormat } from "../../src/gemma/index.ts";
import type { ToolSpec } from "../../src/model/message.ts";
import { anyCall, writers, type Call } from "./gemmaCalls.ts";
import { cut, cuts, formats, plainText, read, wildAnswer } from "./gemmaCases.ts";
import { shownCall, type Shown } from "./gemmaShown.ts";

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

const toolOf = ({ name }: Call): ToolSpec => ({
  name,
  description: "",
  parameters: { type: "object", properties: {} },
});

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
      const events = read(cut(writer.write(call), lengths), { format: writer.format, tools: [toolOf(call)] });
      assert.deepEqual(events, [{ type: "tool-call", name: call.name, arguments: call.arguments }]);
    },
  ),
  property<[Call, string, number, DialectFormat]>(
    "a call cut anywhere is not run, or whole",
    [anyCall, fc.constantFrom(...Object.keys(writers)), fc.nat(), format],
    (call, syntax, length, each) => {
      const answer = writers[syntax]?.write(call) ?? "";
      fc.pre(writers[syntax]?.cannot?.(call) !== true);
      const begun = answer.slice(0, length % (answer.length + 1));
      for (const event of read([begun], { format: each, tools: [toolOf(call)] })) {
        if (event.type === "tool-call") assert.deepEqual(event, { type: "tool-call", ...call });
      }
    },
  ),
  property<[Shown, number[], DialectFormat]>(
    "a call that is shown is text",
    [shownCall, cuts, format],
    ({ answer, call }, lengths, each) => {
      const events = read(cut(answer, lengths), { format: each, tools: [toolOf(call)] });
      assert.deepEqual(events, [{ type: "text", delta: answer }]);
    },
  ),
  property<[string, string, number[]]>(
    "a file is written as it is, whatever it shows",
    [wildAnswer, fc.constantFrom("json", "fencedJson", "openai", "xml", "lmstudio", "python", "toolCode"), cuts],
    (newText, syntax, lengths) => {
      const writer = writers[syntax];
      assert.ok(writer);
      fc.pre(!/^<\|"\|>|<\|"\|>$/.test(newText));
      const call = { name: "edit_file", arguments: { path: "a.md", oldText: "", newText } };
      const events = read(cut(writer.write(call), lengths), { format: writer.format });
      assert.deepEqual(events, [{ type: "tool-call", ...call }]);
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
