import assert from "node:assert/strict";
import fc from "fast-check";
import { cpuMs } from "../../../support/cpu.ts";
import { anyCall, writers } from "../../../fuzz/gemma/gemmaCalls.ts";
import { cut, cuts, formats, plainText, read, wildAnswer } from "../../../fuzz/gemma/gemmaCases.ts";
import { shownCall } from "../../../fuzz/gemma/gemmaShown.ts";
import { parseLoose } from "../../../../src/gemma/dialect/values/looseValues.ts";

const format = fc.constantFrom(...formats);

describe("properties of the dialect parser", function () {
  this.timeout(30_000);

  it("gives the same events wherever an answer is split", () => {
    fc.assert(
      fc.property(wildAnswer, cuts, format, fc.boolean(), (text, lengths, each, thinking) => {
        const options = { format: each, thinking };
        assert.deepEqual(read(cut(text, lengths), options), read([text], options));
      }),
      { numRuns: 5000 },
    );
  });

  it("keeps text without markup as it is", () => {
    fc.assert(
      fc.property(plainText, cuts, format, (text, lengths, each) => {
        assert.deepEqual(
          read(cut(text, lengths), { format: each }),
          text === "" ? [] : [{ type: "text", delta: text }],
        );
      }),
      { numRuns: 3000 },
    );
  });

  for (const [syntax, writer] of Object.entries(writers)) {
    it(`reads back any call written in ${syntax}`, () => {
      fc.assert(
        fc.property(anyCall, cuts, (call, lengths) => {
          fc.pre(writer.cannot?.(call) !== true);
          const tools = [{ name: call.name, description: "", parameters: { type: "object" as const, properties: {} } }];
          const events = read(cut(writer.write(call), lengths), { format: writer.format, tools });
          assert.deepEqual(events, [{ type: "tool-call", name: call.name, arguments: call.arguments }]);
        }),
        { numRuns: 500 },
      );
    });
  }

  it("leaves a call that is only shown in the text", () => {
    fc.assert(
      fc.property(shownCall, cuts, format, ({ answer, call }, lengths, each) => {
        const tools = [{ name: call.name, description: "", parameters: { type: "object" as const, properties: {} } }];
        assert.deepEqual(read(cut(answer, lengths), { format: each, tools }), [{ type: "text", delta: answer }]);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads valid JSON as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (json, indented) => {
        const text = indented ? JSON.stringify(JSON.parse(json), null, 2) : json;
        fc.pre(/^[[{]/.test(text) && !text.includes("<|"));
        assert.deepEqual(parseLoose(text)?.value, JSON.parse(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("the work of the dialect parser", function () {
  this.timeout(30_000);
  const size = 100_000;
  const fill = (unit: string): string => unit.repeat(Math.ceil(size / unit.length));
  const hostile: Record<string, string> = {
    "opening brackets": fill("["),
    "opening braces on lines": fill("{\n"),
    "incomplete tokens": fill("<|"),
    backticks: fill("`"),
    "white space": fill(" "),
    "white space after a stop token": `a<eos>${fill(" ")}`,
    "white space after a JSON call": `{"name": "now", "parameters": {}}${fill(" ")}`,
    "code blocks": fill("```json\n{\n"),
    "arguments before their names": fill('{"parameters":\n'),
    "calls that never end": fill('<|tool_call>call:f{a:<|"|>'),
    "calls without end marks": fill('<|tool_call>call:f{a:<|"|>x}<tool_call|>'),
    "JSON calls that never end": fill('{"name": "now", "parameters": {"a": "x\n'),
    "JSON calls on lines": fill('{"name": "now", "parameters": {}}\n'),
    "calls directly after calls": `So.${fill("call:now{}")}`,
    "calls directly after calls in a thought": `<|channel>thought\n${fill("call:now{}")}`,
    "nested documents": fill('{"a": [{"name": "now"}],\n'),
    "quotes in a string": `{"name": "now", "parameters": {"a": "${fill('" ')}`,
    "Python that is not a call": fill("now(a=b)\n"),
    "Python within sentences": fill("now() and\n"),
    "nested lists": `<|tool_call>call:f{a:${fill("[")}`,
    "draft calls in a thought": `<|channel>thought\n${fill("<|tool_call>call:f{}<tool_call|> no ")}`,
    "inline code": fill("`a <|tool_call>call:f{} "),
  };
  for (const [name, answer] of Object.entries(hostile)) {
    it(`grows with the answer alone: ${name}`, () => {
      for (const lengths of [[answer.length], [3]]) {
        // Quadratic work on so much text takes minutes; linear work a fraction of a second.
        assert.ok(cpuMs(() => read(cut(answer, lengths))) < 6000);
      }
    });
  }
});
