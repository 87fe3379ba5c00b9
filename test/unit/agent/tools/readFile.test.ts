import assert from "node:assert/strict";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript, record } from "../../../../src/agent/transcript/transcript.ts";
import { toAnthropicMessages } from "../../../../src/providers/anthropic/anthropicMessages.ts";
import { toOllamaMessages } from "../../../../src/providers/ollama/ollamaBody.ts";
import { toWireMessages } from "../../../../src/providers/openai/wireMessages.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { playTools } from "../../support/playTools.ts";

const files = { "a.ts": "one\ntwo\nthree\n", "b.ts": "B\n", ".env": "KEY=1\n", "pic.png": "image:iVBORw0KGgo=" };
const read = async (args: Record<string, unknown>, given: Record<string, string> = files) =>
  playTools([readFile(memoryWorkspace(given))], [["read_file", args]]);
const result = async (args: Record<string, unknown>, given?: Record<string, string>): Promise<string> =>
  (await read(args, given)).items[0]?.result ?? "";

describe("read_file", () => {
  it("reads a file or a range of it, whatever the arguments are called", async () => {
    for (const [args, expected] of [
      [{ path: "a.ts" }, "one\ntwo\nthree\n"],
      [{ file_path: "a.ts", start_line: "2", end_line: "2" }, "two\n(Lines 2 to 2 of 4.)"],
      [{ filename: "a.ts", startLine: 3, endLine: null }, "three\n\n(Lines 3 to 4 of 4.)"],
      [{ paths: ["b.ts"] }, "B\n"],
      [{ path: ["b.ts"] }, "B\n"],
      [{ files: '["b.ts"]' }, "B\n"],
    ] as const)
      assert.equal(await result(args), expected, JSON.stringify(args));
    assert.match(await result({}), /Invalid arguments\. path/);
    assert.match(await result({ path: "a.ts", startLine: 9 }), /only 4 lines/);
  });

  it("reads several files, each under its name; what fails says so in its place", async () => {
    for (const args of [
      { path: "a.ts", paths: ["b.ts", "none.ts", ".env"] },
      { paths: ["a.ts", "b.ts", "none.ts", ".env"] },
      { path: ["a.ts", "b.ts", "none.ts", ".env"] },
    ]) {
      const text = await result(args);
      assert.match(text, /^== a\.ts ==\none\ntwo\nthree\n\n\n== b\.ts ==\nB\n/);
      assert.match(text, /== none\.ts ==\n\(There is no file/);
      assert.match(text, /== \.env ==\n\(.*may hold secrets\. Use read_file for it, which asks the user\.\)/);
      assert.doesNotMatch(text, /KEY/);
    }
  });

  it("keeps several files within the bound of one, and names those left out", async () => {
    const large = Object.fromEntries(["a", "b", "c"].map((name) => [name, `${name.repeat(100)}\n`.repeat(200)]));
    const text = await result({ paths: ["a", "b", "c"] }, large);
    assert.ok(text.length < 25_000);
    assert.match(text, /\(Lines 1 to \d+ of 201\.\)\n\n\(Not read, to keep this short: c\.\)$/);
  });

  it("gives an image to the model as an image, after the results on wires whose results are text", async () => {
    const { items, events } = await read({ path: "pic.png" });
    assert.equal(items[0]?.result, "pic.png is an image; it follows.");
    const messages = messagesOf(events.reduce(record, emptyTranscript), "s");
    const image = { type: "image", mediaType: "image/png", data: "iVBORw0KGgo=" };
    assert.deepEqual(messages.find(({ role }) => role === "tool")?.parts[1], image);
    const rules = { foldSystem: false, vision: true, thoughts: "none" } as const;
    const url = { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } };
    const afterResult = toWireMessages(messages, rules).find((_, at, all) => all[at - 1]?.role === "tool");
    assert.deepEqual(afterResult?.role, "user");
    assert.deepEqual((afterResult.content as unknown[])[0], url);
    const blind = toWireMessages(messages, { ...rules, vision: false });
    assert.match(
      JSON.stringify(blind.find((_, at) => blind[at - 1]?.role === "tool")),
      /left out: this model reads text only/,
    );
    const ollama = toOllamaMessages(messages, true);
    assert.deepEqual(ollama.find((_, at) => ollama[at - 1]?.role === "tool")?.images, ["iVBORw0KGgo="]);
    const anthropic = toAnthropicMessages(messages, true);
    const blocks = anthropic.find(({ content }) => content[0]?.type === "tool_result")?.content;
    assert.deepEqual(
      blocks?.map(({ type }) => type),
      ["tool_result", "image"],
    );
  });

  it("puts images behind all results of a step", async () => {
    const tools = [readFile(memoryWorkspace(files))];
    const { events } = await playTools(tools, [
      ["read_file", { path: "pic.png" }],
      ["read_file", { path: "b.ts" }],
    ]);
    const { settled } = events.reduce(record, emptyTranscript);
    const together = settled.map((turn) => ({ ...turn, items: turn.items.map((item) => ({ ...item, step: 1 })) }));
    const parts = messagesOf({ ...emptyTranscript, settled: together }, "s").flatMap((message) =>
      message.role === "tool" ? [message.parts.map(({ type }) => type)] : [],
    );
    assert.deepEqual(parts, [["tool-result", "tool-result", "image"]]);
  });
});
