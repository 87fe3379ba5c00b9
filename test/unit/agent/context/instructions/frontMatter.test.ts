import assert from "node:assert/strict";
import { type Field, frontMatter } from "../../../../../src/agent/context/instructions/frontMatter.ts";

const rows: [name: string, file: string, fields: Record<string, Field>, body: string][] = [
  ["no front matter", "# Title\n---\nx", {}, "# Title\n---\nx"],
  [
    "plain values",
    "---\napplyTo: **/*.ts\ndescription: Two words\n---\nBody",
    { applyTo: "**/*.ts", description: "Two words" },
    "Body",
  ],
  ["quotes", `---\na: "x: \\"y\\""\nb: 'it''s # no comment'\n---\n`, { a: 'x: "y"', b: "it's # no comment" }, ""],
  ["comments and blank lines", "---\n# all\na: b # end\n\nc: d#e\n---\nx", { a: "b", c: "d#e" }, "x"],
  [
    "a list in brackets",
    `---\ntools: ['read, all', edit, "run"] # three\n---\nx`,
    { tools: ["read, all", "edit", "run"] },
    "x",
  ],
  ["a list over lines", "---\ntools: [\n  a,\n  b\n]\nnext: c\n---\nx", { tools: ["a", "b"], next: "c" }, "x"],
  ["a list with dashes", "---\nglobs:\n  - 'src/**'\n  - b\nc: d\n---\nx", { globs: ["src/**", "b"], c: "d" }, "x"],
  ["a list with dashes at the margin", "---\nglobs:\n- a\n- b\n---\nx", { globs: ["a", "b"] }, "x"],
  ["a folded block", "---\ndescription: >\n  one\n  two\nname: n\n---\nx", { description: "one two", name: "n" }, "x"],
  ["a literal block", "---\ndescription: |-\n  one\n  two\n---\nx", { description: "one\ntwo" }, "x"],
  ["a value that goes on", "---\ndescription: one\n  two\n---\nx", { description: "one two" }, "x"],
  ["an empty value", "---\napplyTo:\nname: n\n---\nx", { applyTo: "", name: "n" }, "x"],
  ["deeper structures", "---\nmetadata:\n  author: x\nname: n\n---\nx", { name: "n" }, "x"],
  ["line ends of Windows and a byte order mark", "\ufeff---\r\na: b\r\n---\r\nx\r\ny", { a: "b" }, "x\ny"],
  ["an end with dots", "---\na: b\n...\nx", { a: "b" }, "x"],
  [
    "a name of the language",
    "---\n__proto__: b\nconstructor: c\n---\nx",
    { ["__proto__"]: "b", constructor: "c" },
    "x",
  ],
];

describe("front matter", () => {
  for (const [name, file, fields, body] of rows) {
    it(`reads ${name}`, () => {
      const read = frontMatter(file);
      assert.deepEqual([...read.fields], Object.entries(fields));
      assert.deepEqual([read.body, read.fault], [body, undefined]);
    });
  }

  const broken: [name: string, file: string, body: string, fault: RegExp][] = [
    ["without an end", "---\na: b\nc", "a: b\nc", /no end/],
    ["with a line that is no field", "---\na: b\nwhat is this\n---\nx", "x", /line 3/],
    ["with an open quote", '---\na: "b\n---\nx', "x", /line 2/],
    ["with an open bracket", "---\na: [b\n---\nx", "x", /line 2/],
    ["that is too long", `---\na: ${"b".repeat(9000)}\n---\nx`, "x", /too long/],
    [
      "with too many fields",
      `---\n${Array.from({ length: 70 }, (_, at) => `k${at}: v\n`).join("")}---\nx`,
      "x",
      /line 62/,
    ],
  ];
  for (const [name, file, body, fault] of broken) {
    it(`keeps the text of one ${name}, and says so`, () => {
      const read = frontMatter(file);
      assert.equal(read.body, body);
      assert.match(read.fault ?? "", fault);
    });
  }
});
