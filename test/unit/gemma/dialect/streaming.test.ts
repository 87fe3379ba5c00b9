import assert from "node:assert/strict";
import { createDialectParser, type DialectEvent, type DialectFormat } from "../../../../src/gemma/index.ts";
import { cut, formats, read, tools } from "../../../fuzz/gemma/gemmaCases.ts";
import { native, q } from "./rows.ts";

const parser = (format: DialectFormat = "auto") => createDialectParser({ tools, thinking: true, format });
const shown = (events: readonly DialectEvent[]): string =>
  events.map((event) => ("delta" in event ? event.delta : "")).join("");

/** The most characters that were held back at any time, white space at the end not counted. */
function mostHeld(text: string, format: DialectFormat): number {
  const reader = parser(format);
  let given = "";
  let most = 0;
  for (let at = 0; at < text.length; at++) {
    given += shown(reader.push(text[at] ?? ""));
    most = Math.max(most, text.slice(0, at + 1).trimEnd().length - given.length);
  }
  return most;
}

const prose = `# Heading

The quick *brown* fox uses \`code\`, [links](http://x.y/z) and 1 < 2, i.e. a<b>.
Nothing here is a call. Read it, search it, now: it stays text.

- reading
- [ ] nowhere
  - searching (for) things

> quoted {braces} and "quotes"

\`\`\`ts
export function read_files(): string[] {
  return [{ name: "x", parameters: {} }].map(String);
}
\`\`\`

| a | b |
| - | - |

{ "a": 1, "b": [2] }
`;

describe("streaming", () => {
  for (const format of formats) {
    it(`holds back no more than what may begin a token or a call [${format}]`, () => {
      assert.ok(mostHeld(prose, format) <= 24, `${mostHeld(prose, format)} characters`);
    });
  }

  const longList = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`key${index}`, "value"]));
  const files: Record<string, string> = {
    "a JSON file that starts with a name": JSON.stringify({ name: "my-package", ...longList }, null, 2),
    "the same file in a code block": `\`\`\`json\n${JSON.stringify({ name: "my-package", ...longList }, null, 2)}\n\`\`\``,
    "code that starts with a call": `\`\`\`python\nread_file("a")\nfor x in y:\n${"    now()\n".repeat(99)}\`\`\``,
    "prose that starts with a word and a bracket": `React (it's a library) draws.\n${"It (or I) does. ".repeat(50)}`,
    "a list of objects with names": JSON.stringify([{ id: 1, name: "Ann" }, longList]),
  };
  for (const [name, answer] of Object.entries(files)) {
    it(`holds back no more of an answer that is ${name}`, () => {
      for (const format of formats)
        assert.ok(mostHeld(answer, format) <= 48, `${mostHeld(answer, format)} [${format}]`);
    });
  }

  it("gives words at once", () => {
    const reader = parser();
    assert.deepEqual(reader.push("Hello"), [{ type: "text", delta: "Hello" }]);
    assert.deepEqual(reader.push(" world"), [{ type: "text", delta: " world" }]);
  });

  it("gives an incomplete token as text once it can't be one", () => {
    const reader = parser();
    assert.deepEqual(reader.push("a <|tool"), [{ type: "text", delta: "a" }]);
    assert.deepEqual(reader.push("_c"), []);
    assert.deepEqual(reader.push("hest"), [{ type: "text", delta: " <|tool_chest" }]);
  });

  it("gives JSON data as text once it can't be a call", () => {
    const reader = parser();
    reader.push("See:\n");
    assert.deepEqual(reader.push('{"na'), []);
    assert.deepEqual(reader.push('me": "r'), []);
    assert.equal(shown(reader.push('"')), '\n{"name": "r"');
  });

  it("gives a code block of data as text once it can't hold a call", () => {
    const reader = parser();
    reader.push("So.\n```json\n");
    assert.equal(shown(reader.push('{"ve')), '\n```json\n{"ve');
  });

  it("gives code in a code block as it comes", () => {
    const reader = parser();
    reader.push("```ts\n");
    assert.deepEqual(reader.push("let a"), [{ type: "text", delta: "\nlet a" }]);
    assert.deepEqual(reader.push(" = 1;"), [{ type: "text", delta: " = 1;" }]);
  });

  it("gives a thought as it comes", () => {
    const reader = parser();
    reader.push("<|channel>thought\n");
    assert.deepEqual(reader.push("I see"), [{ type: "thought", delta: "I see" }]);
    assert.deepEqual(reader.push(" it<chan"), [{ type: "thought", delta: " it" }]);
  });

  it("gives a call at its last bracket", () => {
    const reader = parser("gemma4");
    reader.push("<|tool_call>call:now{");
    assert.deepEqual(reader.push("}"), [{ type: "tool-call", name: "now", arguments: {} }]);
  });

  it("gives nothing after its end", () => {
    const reader = parser();
    reader.push("a");
    reader.end();
    assert.deepEqual([...reader.push("b"), ...reader.end()], []);
  });

  it("accepts empty pieces", () => {
    const reader = parser();
    assert.deepEqual(
      [...reader.push(""), ...reader.push("a"), ...reader.push(""), ...reader.end()],
      [{ type: "text", delta: "a" }],
    );
    assert.deepEqual(parser().end(), []);
  });

  it("keeps characters that are split in two", () => {
    const text = "a 😀 b";
    assert.deepEqual(read(cut(text, [1])), [{ type: "text", delta: text }]);
  });

  it("gives each piece of a file that a call writes, whatever it contains", () => {
    const file = Array.from({ length: 400 }, (_, line) => `line ${line}: {"a": '<|tool_call>'} \`\`\`\n`).join("");
    const answer = native(`edit_file{path:${q("a.md")},oldText:${q("")},newText:${q(file)}}`);
    for (const lengths of [[1], [4], [1000], [answer.length]]) {
      assert.deepEqual(read(cut(answer, lengths)), [
        { type: "tool-call", name: "edit_file", arguments: { path: "a.md", oldText: "", newText: file } },
      ]);
    }
  });

  it("never throws on, nor runs, a call that is cut anywhere", () => {
    const answers = [
      native(`edit_file{path:${q("a.ts")},oldText:${q("x {")},newText:${q("y")}}`),
      '{"name": "edit_file", "parameters": {"path": "a.ts", "oldText": "x {", "newText": "y"}}',
      '[TOOL_REQUEST]{"name": "edit_file", "arguments": {"path": "a.ts", "oldText": "x {", "newText": "y"}}[END_TOOL_REQUEST]',
      "[edit_file(path='a.ts', oldText='x {', newText='y')]",
      '```json\n{"name": "edit_file", "parameters": {"path": "a.ts", "oldText": "x {", "newText": "y"}}\n```',
    ];
    const whole = { type: "tool-call", name: "edit_file", arguments: { path: "a.ts", oldText: "x {", newText: "y" } };
    for (const answer of answers) {
      for (let end = 0; end <= answer.length; end++) {
        for (const event of read([answer.slice(0, end)])) {
          if (event.type === "tool-call") assert.deepEqual(event, whole, answer.slice(0, end));
        }
      }
    }
  });
});
