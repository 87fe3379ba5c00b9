import assert from "node:assert/strict";
import fc from "fast-check";
import type { ToolSpec } from "../../../../src/model/message.ts";
import { toolCallGrammar } from "../../../../src/providers/embedded/format/grammar.ts";
import { matchesGrammar } from "./gbnf.ts";

const tool = (name: string, properties: ToolSpec["parameters"]["properties"], required: string[] = []): ToolSpec => ({
  name,
  description: "",
  parameters: { type: "object", properties, required },
});
const call = (name: string, parameters: string): string => `{"name": "${name}", "parameters": ${parameters}}`;
/** JSON as the grammar spaces it. */
const json = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(json).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${json(each)}`);
  return `{${pairs.join(", ")}}`;
};

describe("the grammar of a tool call", () => {
  const read = tool("read_file", { start: { type: "integer" }, path: { type: "string" }, end: { type: "integer" } }, [
    "path",
  ]);
  const list = tool("list_dir", { path: { type: "string" }, deep: { type: "boolean" } });
  const grammar = toolCallGrammar([read, list]);

  const admitted = [
    call("read_file", '{"path": "a.ts"}'),
    call("read_file", '{"path": "a.ts", "start": 1}'),
    call("read_file", '{"path": "a.ts", "start": -1, "end": 20}'),
    call("read_file", '{"path": "a.ts", "end": 0}'),
    call("list_dir", "{}"),
    call("list_dir", '{"deep": true}'),
    call("list_dir", '{"path": "src", "deep": false}'),
  ];
  for (const text of admitted) it(`admits ${text}`, () => assert.ok(matchesGrammar(grammar, text)));

  const refused = [
    "",
    "Sure!",
    call("read_file", "{}"),
    call("read_file", '{"start": 1}'),
    call("read_file", '{"path": 1}'),
    call("read_file", '{"path": "a", "start": 01}'),
    call("read_file", '{"path": "a", "start": 1.5}'),
    call("read_file", '{"path": "a", "mode": "x"}'),
    call("list_dir", '{"deep": "true"}'),
    call("write_file", '{"path": "a"}'),
    `${call("list_dir", "{}")} and more`,
    call("read_file", '{"path": "a\nb"}'),
  ];
  for (const text of refused) it(`refuses ${text}`, () => assert.ok(!matchesGrammar(grammar, text)));

  it("admits any text of a file in a string", () => {
    const edit = toolCallGrammar([tool("edit_file", { text: { type: "string" } }, ["text"])]);
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (text) => {
        const written = JSON.stringify(text).replaceAll("\x7f", "\\u007f");
        assert.ok(matchesGrammar(edit, call("edit_file", `{"text": ${written}}`)));
      }),
    );
  });

  it("knows enums, numbers, arrays and nested objects", () => {
    const point = { type: "object", properties: { x: { type: "number" } }, required: ["x"] } as const;
    const deep = toolCallGrammar([
      tool("t", {
        kind: { type: "string", enum: ['a"b', "c"] },
        points: { type: "array", items: point },
        free: { type: "object" },
        any: { type: "array" },
      }),
    ]);
    for (const value of [
      { kind: 'a"b' },
      { points: [] },
      { points: [{ x: 1.5 }, { x: -2 }] },
      { free: { a: [1, "b", null, { c: true }] }, any: ["x", 2] },
    ])
      assert.ok(matchesGrammar(deep, call("t", json(value))), json(value));
    for (const value of [{ kind: "d" }, { points: [{}] }, { points: [{ x: "1" }] }, { free: 1 }])
      assert.ok(!matchesGrammar(deep, call("t", json(value))), json(value));
  });

  it("needs a tool", () => {
    assert.throws(() => toolCallGrammar([]), RangeError);
  });
});
