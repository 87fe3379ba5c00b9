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
        ["a number from text", json({ n: "2.5" }), call("t", { n: 2.5 })],
        ["an integer from text", json({ i: " 3 " }), call("t", { i: 3 })],
        ["an integer from text with decimals", json({ i: "3.0" }), call("t", { i: 3 })],
        ["no integer from a fraction", json({ i: "3.5" }), call("t", { i: "3.5" })],
        ["no number from a word", json({ n: "many", i: "" }), call("t", { n: "many", i: "" })],
        ["no number that JSON can't hold", json({ n: "1e999" }), call("t", { n: "1e999" })],
        ["booleans from text", json({ b: "True" }), call("t", { b: true })],
        ["no boolean from another word", json({ b: "yes" }), call("t", { b: "yes" })],
        ["text from a number", json({ s: 42 }), call("t", { s: "42" })],
        ["text from a boolean", json({ s: true }), call("t", { s: "true" })],
        ["null stays null", json({ s: null, n: null }), call("t", { s: null, n: null })],
        ["a list from JSON text", json({ l: "[1, 2]" }), call("t", { l: [1, 2] })],
        ["a list from Python's spelling of JSON", json({ any: "['a', 'b']" }), call("t", { any: ["a", "b"] })],
        ["the items of a list", json({ l: ["1", 2] }), call("t", { l: [1, 2] })],
        ["no list from a word", json({ l: "1" }), call("t", { l: "1" })],
        ["an object from JSON text", json({ o: '{"i": "7"}' }), call("t", { o: { i: 7 } })],
        ["values inside an object", json({ o: { i: "7", x: "8" } }), call("t", { o: { i: 7, x: "8" } })],
        ["text from an object", json({ s: { a: 1 } }), call("t", { s: '{\n  "a": 1\n}' })],
        ["text that looks like JSON stays text", json({ s: '{"a": 1}' }), call("t", { s: '{"a": 1}' })],
        ["text that looks like a number stays text", json({ s: "007" }), call("t", { s: "007" })],
        ["undeclared arguments stay", json({ other: "3" }), call("t", { other: "3" })],
        [
          "a list from a native call stays JSON text where text is declared",
          native(`t{l:${q("[1,2]")}}`),
          call("t", { l: [1, 2] }),
        ],
        [
          "a bare word from a native call, where text is declared",
          native("t{s:90210,i:5}"),
          call("t", { s: "90210", i: 5 }),
        ],
        [
          "a string from a native call, where a number is declared",
          native(`t{n:${q("5")},b:${q("false")}}`),
          call("t", { n: 5, b: false }),
        ],
      ],
      { tools },
    );
  });

  describe("types that the schema spells differently", () => {
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
        ['text "null" in a union', json({ u: "null" }), call("t", { u: null })],
        ["text in a union with text", json({ v: "3" }), call("t", { v: "3" })],
      ],
      { tools: loose },
    );
    const bare = [
      { name: "t", description: "" },
      { name: "u", description: "", parameters: { type: "object" } },
    ] as unknown as ToolSpec[];
    check([["without a schema", json({ a: "3" }), call("t", { a: "3" })]], { tools: bare });
  });

  describe("argument names", () => {
    const byPath = [tool({ path: string, text: string })];
    check(
      [
        ["file_path", json({ file_path: "a" }), call("t", { path: "a" })],
        ["filePath", json({ filePath: "a" }), call("t", { path: "a" })],
        ["filename", json({ filename: "a" }), call("t", { path: "a" })],
        ["file", json({ file: "a" }), call("t", { path: "a" })],
        [
          "an alias stays if the path is given too",
          json({ path: "a", file: "b" }),
          call("t", { path: "a", file: "b" }),
        ],
        ["another spelling of the same name", json({ Text: "x" }), call("t", { text: "x" })],
        ["a name that means nothing stays", json({ content: "x" }), call("t", { content: "x" })],
      ],
      { tools: byPath },
    );
    check(
      [
        ["a parameter named description", '{"name": "t", "description": "d"}', call("t", { description: "d" })],
        [
          "an object beside all arguments",
          '{"name": "t", "arguments": {"description": "d"}}',
          call("t", { description: "d" }),
        ],
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
        [
          "a name that is declared wins",
          json({ oldText: "a", old_text: "b" }),
          call("t", { oldText: "a", old_text: "b" }),
        ],
      ],
      { tools: [tool({ oldText: string, newText: string })] },
    );
    check([["an alias stays if two paths are declared", json({ path: "a" }), call("t", { path: "a" })]], {
      tools: [tool({ file_path: string, filename: string })],
    });
  });

  describe("string marks around values", () => {
    check([
      ["at both ends", json({ a: '<|"|>x<|"|>' }), call("t", { a: "x" })],
      ["at one end", json({ a: 'x<|"|>' }), call("t", { a: "x" })],
      ["inside a list", json({ a: ['<|"|>x<|"|>'] }), call("t", { a: ["x"] })],
      ["in the middle, where they stay", json({ a: 'x <|"|> y' }), call("t", { a: 'x <|"|> y' })],
    ]);
  });
});
