import type { PropertySchema, ToolSpec } from "../../../../../src/model/message.ts";
import { call, check, native, q } from "../rows.ts";

const tool = (properties: Record<string, PropertySchema>, required: string[] = []): ToolSpec => ({
  name: "t",
  description: "",
  parameters: { type: "object", properties, required },
});
const string = { type: "string" } as const;
const json = (value: unknown): string => `<tool_call>${JSON.stringify({ name: "t", arguments: value })}</tool_call>`;

describe("arguments fitted to the tool's schema", () => {
  describe("types", () => {
    const tools = [
      tool({
        s: string,
        n: { type: "number" },
        i: { type: "integer" },
        b: { type: "boolean" },
        l: { type: "array", items: { type: "integer" } },
        o: { type: "object", properties: { i: { type: "integer" } } },
        any: { type: "array" },
      }),
    ];
    check(
      [
        ["a number out of text", json({ n: "2.5" }), call("t", { n: 2.5 })],
        ["an integer out of text", json({ i: " 3 " }), call("t", { i: 3 })],
        ["an integer out of a decimal text", json({ i: "3.0" }), call("t", { i: 3 })],
        ["no integer out of a fraction", json({ i: "3.5" }), call("t", { i: "3.5" })],
        ["no number out of a word", json({ n: "many", i: "" }), call("t", { n: "many", i: "" })],
        ["no number that JSON cannot hold", json({ n: "1e999" }), call("t", { n: "1e999" })],
        ["booleans out of text", json({ b: "True" }), call("t", { b: true })],
        ["no boolean out of another word", json({ b: "yes" }), call("t", { b: "yes" })],
        ["text out of a number", json({ s: 42 }), call("t", { s: "42" })],
        ["text out of a boolean", json({ s: true }), call("t", { s: "true" })],
        ["null stays null", json({ s: null, n: null }), call("t", { s: null, n: null })],
        ["a list out of its JSON", json({ l: "[1, 2]" }), call("t", { l: [1, 2] })],
        ["a list out of Python's JSON", json({ any: "['a', 'b']" }), call("t", { any: ["a", "b"] })],
        ["items of a list", json({ l: ["1", 2] }), call("t", { l: [1, 2] })],
        ["no list out of a word", json({ l: "1" }), call("t", { l: "1" })],
        ["an object out of its JSON", json({ o: '{"i": "7"}' }), call("t", { o: { i: 7 } })],
        ["inside an object", json({ o: { i: "7", x: "8" } }), call("t", { o: { i: 7, x: "8" } })],
        ["text out of an object", json({ s: { a: 1 } }), call("t", { s: '{\n  "a": 1\n}' })],
        ["text that looks like JSON stays text", json({ s: '{"a": 1}' }), call("t", { s: '{"a": 1}' })],
        ["text that looks like a number stays text", json({ s: "007" }), call("t", { s: "007" })],
        ["what is not declared stays", json({ other: "3" }), call("t", { other: "3" })],
        ["a native list as JSON text", native(`t{l:${q("[1,2]")}}`), call("t", { l: [1, 2] })],
        ["a native bare word for text", native("t{s:90210,i:5}"), call("t", { s: "90210", i: 5 })],
        ["a native string for a number", native(`t{n:${q("5")},b:${q("false")}}`), call("t", { n: 5, b: false })],
      ],
      { tools },
    );
  });

  describe("types in other spellings", () => {
    const loose = [
      {
        name: "t",
        description: "",
        parameters: {
          type: "OBJECT",
          properties: { i: { type: "INTEGER" }, u: { type: ["integer", "null"] }, v: { type: ["string", "number"] } },
        },
      },
    ] as unknown as ToolSpec[];
    check(
      [
        ["upper case", json({ i: "3" }), call("t", { i: 3 })],
        ["a union with null", json({ u: "3" }), call("t", { u: 3 })],
        ["null out of text for a union", json({ u: "null" }), call("t", { u: null })],
        ["a union with text keeps text", json({ v: "3" }), call("t", { v: "3" })],
      ],
      { tools: loose },
    );
    const bare = [
      { name: "t", description: "" },
      { name: "u", description: "", parameters: { type: "object" } },
    ] as unknown as ToolSpec[];
    check([["no schema at all", json({ a: "3" }), call("t", { a: "3" })]], { tools: bare });
  });

  describe("names", () => {
    const byPath = [tool({ path: string, text: string })];
    check(
      [
        ["file_path", json({ file_path: "a" }), call("t", { path: "a" })],
        ["filePath", json({ filePath: "a" }), call("t", { path: "a" })],
        ["filename", json({ filename: "a" }), call("t", { path: "a" })],
        ["file", json({ file: "a" }), call("t", { path: "a" })],
        ["not when the path is given too", json({ path: "a", file: "b" }), call("t", { path: "a", file: "b" })],
        ["another style of the same name", json({ Text: "x" }), call("t", { text: "x" })],
        ["a name of nothing", json({ content: "x" }), call("t", { content: "x" })],
      ],
      { tools: byPath },
    );
    check(
      [
        ["a parameter named description", '{"name": "t", "description": "d"}', call("t", { description: "d" })],
        ["beside all arguments", '{"name": "t", "arguments": {"description": "d"}}', call("t", { description: "d" })],
      ],
      { tools: [tool({ description: string })] },
    );
    check([["path for filePath", json({ path: "a" }), call("t", { filePath: "a" })]], {
      tools: [tool({ filePath: string })],
    });
    check(
      [
        [
          "snake case for camel case",
          json({ old_text: "a", "new-text": "b" }),
          call("t", { oldText: "a", newText: "b" }),
        ],
        ["given as declared wins", json({ oldText: "a", old_text: "b" }), call("t", { oldText: "a", old_text: "b" })],
      ],
      { tools: [tool({ oldText: string, newText: string })] },
    );
    check([["not where two paths are declared", json({ path: "a" }), call("t", { path: "a" })]], {
      tools: [tool({ file_path: string, filename: string })],
    });
  });

  describe("string marks", () => {
    check([
      ["at both ends", json({ a: '<|"|>x<|"|>' }), call("t", { a: "x" })],
      ["at one end", json({ a: 'x<|"|>' }), call("t", { a: "x" })],
      ["inside a list", json({ a: ['<|"|>x<|"|>'] }), call("t", { a: ["x"] })],
      ["in the middle they stay", json({ a: 'x <|"|> y' }), call("t", { a: 'x <|"|> y' })],
    ]);
  });
});
