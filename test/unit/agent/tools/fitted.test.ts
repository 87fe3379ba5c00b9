import assert from "node:assert/strict";
import { type Aliases, fitted } from "../../../../src/agent/tools/fitted.ts";
import type { JsonObject, ObjectSchema } from "../../../../src/model/message.ts";

const declared: ObjectSchema = {
  type: "object",
  properties: {
    path: { type: "string" },
    paths: { type: "array", items: { type: "string" } },
    startLine: { type: "number" },
    regex: { type: "boolean" },
    action: { type: "string", enum: ["find", "rename"] },
    edits: {
      type: "array",
      items: { type: "object", properties: { oldText: { type: "string" }, newText: { type: "string" } } },
    },
  },
  required: ["path"],
};
const aliases: Aliases = { oldText: ["oldString", "search"], newText: ["newString", "replace"], rename: ["refactor"] };

const rows: [name: string, given: JsonObject, expected: JsonObject][] = [
  ["what fits already", { path: "a", startLine: 3 }, { path: "a", startLine: 3 }],
  ["other names of the path", { file: "a" }, { path: "a" }],
  ["names in other styles", { FilePath: "a", start_line: 2 }, { path: "a", startLine: 2 }],
  ["a name only where the argument is not given", { path: "a", file: "b" }, { path: "a", file: "b" }],
  ["null as left out", { path: "a", startLine: null, file: null }, { path: "a" }],
  ["null in favour of another name", { path: null, file: "b" }, { path: "b" }],
  ["numbers as text", { path: "a", startLine: " 12 " }, { path: "a", startLine: 12 }],
  ["no numbers that are none", { path: "a", startLine: "12-20" }, { path: "a", startLine: "12-20" }],
  ["switches as text and numbers", { regex: "True" }, { regex: true }],
  ["switches as numbers", { regex: 0 }, { regex: false }],
  ["no switches that are none", { regex: "maybe" }, { regex: "maybe" }],
  ["a list as JSON", { paths: '["a", "b"]' }, { paths: ["a", "b"] }],
  ["the only member of a list", { paths: "a" }, { paths: ["a"] }],
  ["a text that only begins like a list", { paths: "[id].ts" }, { paths: ["[id].ts"] }],
  ["the only text of a list", { path: ["a"] }, { path: "a" }],
  ["no list of several texts", { path: ["a", "b"] }, { path: ["a", "b"] }],
  [
    "a list of objects as JSON",
    { edits: '[{"search":"x","replace":"y"}]' },
    { edits: [{ oldText: "x", newText: "y" }] },
  ],
  [
    "the only object of a list",
    { edits: { old_string: "x", newText: "y" } },
    { edits: [{ oldText: "x", newText: "y" }] },
  ],
  ["objects as JSON in a list", { edits: ['{"oldText":"x"}'] }, { edits: [{ oldText: "x" }] }],
  ["members of an enumeration in other styles", { action: "Find" }, { action: "find" }],
  ["other names of members", { action: "Refactor" }, { action: "rename" }],
  ["no member that is none", { action: "fly" }, { action: "fly" }],
  ["text as it stands, blanks and all", { path: " a \n" }, { path: " a \n" }],
  [
    "names of every object",
    { constructor: "x", toString: "y", path: "a" },
    { constructor: "x", toString: "y", path: "a" },
  ],
];

describe("arguments in other names and forms", () => {
  for (const [name, given, expected] of rows)
    it(`fit: ${name}`, () => assert.deepEqual(fitted(given, declared, aliases), expected));

  it("stay the same when fitted twice", () => {
    for (const [, given] of rows) {
      const once = fitted(given, declared, aliases);
      assert.deepEqual(fitted(once, declared, aliases), once);
    }
  });

  it("keep a key that would change what an object is", () => {
    const given = JSON.parse('{"__proto__": {"path": "x"}, "path": "a"}') as JsonObject;
    assert.equal(fitted(given, declared, aliases).path, "a");
  });
});
