import assert from "node:assert/strict";
import { inspect, isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { DialectFormat } from "../../../src/gemma/index.ts";
import type { ToolSpec } from "../../../src/model/message.ts";
import { anyCall, writers, type Call } from "./gemmaCalls.ts";
import { cut, cuts, formats, plainText, read, wildAnswer } from "./gemmaCases.ts";
import {
  agentCall,
  askedJson,
  callBetween,
  driftedCall,
  endsInKey,
  labelledAnswer,
  missingValue,
  wrongSeparator,
  wrongString,
  type Around,
  type Faulty,
  type Thinking,
} from "./gemmaFaults.ts";
import { mixed, type Mixed } from "./gemmaMixed.ts";
import { frames, shownCall, type Shown } from "./gemmaShown.ts";
import { tagWriters } from "./gemmaTags.ts";
import { agentTools } from "./gemmaTools.ts";

const format = fc.constantFrom(...formats);
/** The formats that read native calls without their tokens too. */
const nativeFormat = fc.constantFrom<DialectFormat>("auto", "gemma4", "functiongemma", "gemma3-python");
export type Property = {
  name: string;
  /** Runs cases from `seed` on: so many, or until the time is over. @returns how many were run, and what failed */
  check: (limit: { runs: number } | { ms: number }, seed?: number) => { cases: number; failure: string | undefined };
};

/** A property with the check that runs it. */
function property<T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  holds: (...values: T) => void,
): Property {
  return {
    name,
    check: (limit, seed) => {
      let cases = 0;
      const counted = (values: T): void => {
        cases++;
        holds(...values);
      };
      const details = fc.check(fc.property(fc.tuple<T>(...arbitraries), counted), {
        ...("runs" in limit
          ? { numRuns: limit.runs }
          : { numRuns: Number.MAX_SAFE_INTEGER, interruptAfterTimeLimit: limit.ms, markInterruptAsFailure: false }),
        ...(seed !== undefined && { seed }),
      });
      return { cases, failure: details.failed ? (fc.defaultReportMessage(details) ?? "it failed") : undefined };
    },
  };
}

const toolOf = ({ name }: Call): ToolSpec => ({
  name,
  description: "",
  parameters: { type: "object", properties: {} },
});

/** All properties of the dialect parser. */
export const properties: readonly Property[] = [
  property<[string, number[], DialectFormat, boolean]>(
    "an answer gives the same events wherever it is split",
    [wildAnswer, cuts, format, fc.boolean()],
    (text, lengths, each, thinking) => {
      const whole = read([text], { format: each, thinking });
      assert.deepEqual(read(cut(text, lengths), { format: each, thinking }), whole);
    },
  ),
  property<[Mixed, number[], DialectFormat, boolean, boolean]>(
    "an answer of any mixture gives the same events wherever it is split",
    [mixed, cuts, format, fc.boolean(), fc.boolean()],
    ({ answer, tools }, lengths, each, thinking, thoughtCame) => {
      const options = { format: each, thinking, thoughtCame, tools };
      const whole = read([answer], options);
      assert.deepEqual(read(cut(answer, lengths), options), whole);
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
    "a call cut off anywhere runs whole or not at all",
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
    "a call that is only shown stays text",
    [shownCall, cuts, format],
    ({ answer, call }, lengths, each) => {
      const events = read(cut(answer, lengths), { format: each, tools: [toolOf(call)] });
      assert.deepEqual(events, [{ type: "text", delta: answer }]);
    },
  ),
  property<[string, string, number[]]>(
    "a call writes its file exactly, whatever markup the file shows",
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
  property<[Faulty, number[], DialectFormat]>(
    "a call with a wrong string mark is read as intended or not run",
    [wrongString, cuts, nativeFormat],
    ({ answer, call }, lengths, each) => {
      const events = read(cut(answer, lengths), { format: each, tools: agentTools });
      const [first, ...more] = events;
      const isRead = isDeepStrictEqual(first, { type: "tool-call", ...call });
      assert.ok(isRead || (first?.type === "incomplete-call" && first.name === call.name), inspect(events));
      for (const event of more) assert.deepEqual(event, { type: "text", delta: "Done." });
    },
  ),
  property<[Faulty, number[], DialectFormat]>(
    "a call with a wrong separator is read as intended or not run",
    [wrongSeparator, cuts, nativeFormat],
    ({ answer, call }, lengths, each) => {
      const [first, ...more] = read(cut(answer, lengths), { format: each, tools: agentTools });
      const isRead = isDeepStrictEqual(first, { type: "tool-call", ...call });
      assert.ok(isRead || (first?.type === "incomplete-call" && first.name === call.name), inspect(first));
      assert.deepEqual(more, []);
    },
  ),
  property<[Faulty, number[], DialectFormat]>(
    "a string that ends like a key is read whole",
    [endsInKey, cuts, nativeFormat],
    ({ answer, call }, lengths, each) => {
      const events = read(cut(answer, lengths), { format: each, tools: agentTools });
      assert.deepEqual(events, [{ type: "tool-call", ...call }]);
    },
  ),
  property<[Faulty, number[], DialectFormat]>(
    "a call with a missing value is not run",
    [missingValue, cuts, nativeFormat],
    ({ answer, call }, lengths, each) => {
      const [first, ...more] = read(cut(answer, lengths), { format: each, tools: agentTools });
      assert.ok(first?.type === "incomplete-call");
      assert.deepEqual([first.name, more], [call.name, []]);
    },
  ),
  property<[Faulty, number[], DialectFormat]>(
    "a call between damaged tokens is read",
    [driftedCall, cuts, nativeFormat],
    ({ answer, call }, lengths, each) => {
      const events = read(cut(answer, lengths), { format: each, tools: agentTools });
      assert.deepEqual(events, [{ type: "tool-call", ...call }]);
    },
  ),
  property<[string, number[], DialectFormat]>(
    "JSON data stays text",
    [askedJson, cuts, format],
    (answer, lengths, each) => {
      const events = read(cut(answer, lengths), { format: each, tools: agentTools });
      assert.deepEqual(events, [{ type: "text", delta: answer }]);
    },
  ),
  property<[Thinking, number[], DialectFormat]>(
    "an answer after a thought is read without the channel's name",
    [labelledAnswer, cuts, format],
    ({ answer, thought, text }, lengths, each) => {
      assert.deepEqual(read(cut(answer, lengths), { format: each, tools: agentTools }), [
        { type: "thought", delta: thought },
        { type: "text", delta: text },
      ]);
    },
  ),
  property<[Around, number[], DialectFormat]>(
    "texts around a call stay apart",
    [callBetween, cuts, format],
    ({ answer, before, after, gap }, lengths, each) => {
      const events = read(cut(answer, lengths), { format: each, tools: agentTools });
      const texts = events.flatMap((event) => (event.type === "text" ? event.delta : []));
      assert.deepEqual(texts, [before, gap + after]);
    },
  ),
  property<[Call, string, number[], DialectFormat]>(
    "a call in another model's markup is read back",
    [agentCall, fc.constantFrom(...Object.keys(tagWriters)), cuts, format],
    (call, syntax, lengths, each) => {
      const answer = tagWriters[syntax]?.(call) ?? "";
      fc.pre(each !== "lmstudio" && (each !== "gemma3-json" || syntax !== "kimi bare"));
      assert.deepEqual(read(cut(answer, lengths), { format: each, tools: agentTools }), [
        { type: "tool-call", ...call },
      ]);
    },
  ),
  property<[Call, string, number, DialectFormat]>(
    "a call in another model's markup, cut off anywhere, runs whole or not at all",
    [agentCall, fc.constantFrom(...Object.keys(tagWriters)), fc.nat(), format],
    (call, syntax, length, each) => {
      const answer = tagWriters[syntax]?.(call) ?? "";
      const begun = answer.slice(0, length % (answer.length + 1));
      for (const event of read([begun], { format: each, tools: agentTools })) {
        if (event.type === "tool-call") assert.deepEqual(event, { type: "tool-call", ...call });
      }
    },
  ),
  property<[Call, string, string, number[], DialectFormat]>(
    "another model's markup that is only shown stays text",
    [agentCall, fc.constantFrom(...Object.keys(tagWriters)), fc.constantFrom(...Object.keys(frames)), cuts, format],
    (call, syntax, frame, lengths, each) => {
      const markup = tagWriters[syntax]?.(call) ?? "";
      fc.pre(!/[\r\t]/.test(markup));
      const answer = `Look:\n${frames[frame]?.(markup) ?? ""}`;
      const events = read(cut(answer, lengths), { format: each, tools: agentTools });
      assert.deepEqual(events, [{ type: "text", delta: answer }]);
    },
  ),
];
