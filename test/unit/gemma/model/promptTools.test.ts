import assert from "node:assert/strict";
import { asPlainMessages, declareTools } from "../../../../src/gemma/index.ts";
import type { Message, ToolSpec } from "../../../../src/model/message.ts";
import { read, tools } from "../../../fuzz/gemma/gemmaCases.ts";

const user = (text: string): Message => ({ role: "user", parts: [{ type: "text", text }] });
const system: Message = { role: "system", parts: [{ type: "text", text: "Be brief." }] };
const textOf = (message: Message | undefined): string =>
  message?.parts.map((part) => (part.type === "text" ? part.text : `<${part.type}>`)).join("|") ?? "";

const conversation: Message[] = [
  system,
  user("Look."),
  {
    role: "assistant",
    parts: [
      { type: "thought", text: "hm" },
      { type: "text", text: "I look.\n" },
      { type: "tool-call", id: "1", name: "read_file", arguments: { path: 'a "b".ts', startLine: 3 } },
      { type: "tool-call", id: "2", name: "now", arguments: {} },
    ],
  },
  {
    role: "tool",
    parts: [
      { type: "tool-result", callId: "1", name: "read_file", text: "let a;", isError: false },
      { type: "tool-result", callId: "2", name: "now", text: "no clock", isError: true },
    ],
  },
  { role: "assistant", parts: [{ type: "text", text: "It is a." }] },
];

describe("tools in the prompt", () => {
  it("declares every tool with its schema, and the form of a call", () => {
    const text = declareTools(tools);
    for (const { name, description } of tools)
      assert.ok(text.includes(`{"name":"${name}","description":"${description}"`));
    assert.ok(text.includes('"required":["path","oldText","newText"]'));
    assert.ok(text.includes('"items":{"type":"string"}'));
    assert.match(text, /\{"name": .+, "parameters": .+\}/);
    assert.equal(declareTools([]), "");
  });

  it("leaves out what tells a model nothing", () => {
    const noisy = {
      name: "t",
      description: "T.",
      parameters: {
        $schema: "x",
        additionalProperties: false,
        type: "object",
        properties: { a: { type: "string", minLength: 1 } },
        required: [],
      },
    } as unknown as ToolSpec;
    assert.ok(declareTools([noisy]).includes('"parameters":{"type":"object","properties":{"a":{"type":"string"}}}'));
  });

  it("stays below 3,000 bytes for five tools of an editor", () => {
    const long = (name: string, count: number): ToolSpec => ({
      name,
      description: "Find lines that contain a text in the workspace's files.",
      parameters: {
        type: "object",
        properties: Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `argument${index}`,
            { type: "string", description: "Text now in the file, copied exactly" },
          ]),
        ),
        required: ["argument0"],
      },
    });
    const five = [
      long("read_file", 3),
      long("list_dir", 1),
      long("search_text", 4),
      long("edit_file", 4),
      long("create_file", 2),
    ];
    assert.ok(new TextEncoder().encode(declareTools(five)).length < 3000);
  });

  it("never reads its own declaration as a call", () => {
    assert.deepEqual(
      read([declareTools(tools)]).map(({ type }) => type),
      ["text"],
    );
  });

  it("writes calls and results as text, turn by turn", () => {
    const plain = asPlainMessages(conversation, tools);
    assert.deepEqual(
      plain.map(({ role }) => role),
      ["system", "user", "assistant", "user", "assistant"],
    );
    assert.equal(textOf(plain[0]), `Be brief.\n\n${declareTools(tools)}`);
    assert.equal(
      textOf(plain[2]),
      '<thought>|I look.\n{"name": "read_file", "parameters": {"path": "a \\"b\\".ts", "startLine": 3}}\n{"name": "now", "parameters": {}}',
    );
    assert.equal(textOf(plain[3]), "Result of read_file:\nlet a;\n\nnow failed:\nno clock");
  });

  it("writes calls so that they are read back", () => {
    const written = textOf(asPlainMessages(conversation, tools)[2]).split("|").slice(1).join("|");
    assert.deepEqual(read([written]).slice(1), [
      { type: "tool-call", name: "read_file", arguments: { path: 'a "b".ts', startLine: 3 } },
      { type: "tool-call", name: "now", arguments: {} },
    ]);
  });

  it("keeps the beginning as the conversation grows", () => {
    const whole = asPlainMessages(conversation, tools);
    for (let count = 2; count < conversation.length; count++) {
      const shorter = asPlainMessages(conversation.slice(0, count), tools);
      assert.deepEqual(shorter, whole.slice(0, shorter.length));
    }
  });

  it("lets user and model alternate", () => {
    const plain = asPlainMessages([...conversation.slice(0, 4), user("Stop. Something else.")], tools);
    assert.deepEqual(
      plain.map(({ role }) => role),
      ["system", "user", "assistant", "user"],
    );
    assert.ok(textOf(plain[3]).endsWith("no clock\n\nStop. Something else."));
  });

  it("folds the system text into the first user turn where the template has no place for it", () => {
    const plain = asPlainMessages(conversation, tools, { foldSystem: true });
    assert.equal(plain[0]?.role, "user");
    assert.equal(textOf(plain[0]), `Be brief.\n\n${declareTools(tools)}\n\nLook.`);
    assert.equal(plain[1]?.role, "assistant");
  });

  it("keeps images, and puts nothing where nothing is", () => {
    const image = { type: "image", mediaType: "image/png", data: "AA==" } as const;
    const [message, ...more] = asPlainMessages([{ role: "user", parts: [image, { type: "text", text: "What?" }] }], []);
    assert.deepEqual(message?.parts, [image, { type: "text", text: "What?" }]);
    assert.deepEqual(more, []);
    assert.deepEqual(asPlainMessages([], []), []);
  });
});
