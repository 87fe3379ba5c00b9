import assert from "node:assert/strict";
import type { Message, ToolSpec } from "../../../../src/model/message.ts";
import { ask, collect, doneOf, say } from "../support/collect.ts";
import { chatOf, gemma4, modelAt, ollama, shows } from "../support/ollamaServer.ts";

const tool: ToolSpec = {
  name: "read_file",
  description: "Reads a file.",
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
};

describe("ollama request", () => {
  it("always states the window, and asks not to be cut", async () => {
    await using server = await ollama();
    const model = modelAt(server.baseUrl);
    doneOf(await collect(model));
    assert.deepEqual(chatOf(server.exchanges).body, {
      model: "gemma4:e4b",
      messages: [{ role: "user", content: "hi" }],
      options: { num_ctx: 8192 },
      truncate: false,
      shift: false,
      stream: true,
    });
    assert.deepEqual(model.info, {
      id: "gemma4:e4b",
      label: "Gemma 4 E4B",
      provider: "Ollama",
      contextTokens: 8192,
      nativeTools: true,
      vision: true,
      thinking: true,
      local: true,
    });
  });

  it("the window is bounded by the model's own; sampling, keep-alive and further fields are sent", async () => {
    await using server = await ollama({ show: shows({ ...gemma4, max: 4096 }) });
    const sampling = { temperature: 1, topP: 0.95, topK: 64, seed: 7, maxTokens: 100, stop: ["END"] };
    const model = modelAt(server.baseUrl, {
      contextTokens: 32_768,
      keepAlive: "30m",
      extraBody: { logprobs: true, options: { min_p: 0.1 } },
    });
    await collect(model, ask("hi", { sampling }));
    const { body } = chatOf(server.exchanges);
    assert.deepEqual(body["options"], {
      num_ctx: 4096,
      temperature: 1,
      top_p: 0.95,
      top_k: 64,
      seed: 7,
      num_predict: 100,
      stop: ["END"],
      min_p: 0.1,
    });
    assert.deepEqual([body["keep_alive"], body["logprobs"]], ["30m", true]);
    assert.equal(model.info.contextTokens, 4096);
  });

  it("tools and thinking only where the model has the capability", async () => {
    await using server = await ollama({ show: shows({ capabilities: ["completion"], max: 32_768 }) });
    const model = modelAt(server.baseUrl, { modelId: "gemma3:1b" });
    await collect(model, ask("hi", { tools: [tool], reasoning: { enabled: true } }));
    const { body } = chatOf(server.exchanges);
    assert.deepEqual([body["tools"], body["think"]], [undefined, undefined]);
    assert.deepEqual([model.info.nativeTools, model.info.vision], [false, false]);
  });

  it("thinking on and off; off is not sent together with tools", async () => {
    await using server = await ollama();
    const model = modelAt(server.baseUrl);
    await collect(model, ask("hi", { tools: [tool], reasoning: { enabled: true } }));
    await collect(model, ask("hi", { reasoning: { enabled: false } }));
    await collect(model, ask("hi", { tools: [tool], reasoning: { enabled: false } }));
    const sent = server.exchanges.filter(({ path }) => path === "/api/chat").map(({ body }) => body["think"]);
    assert.deepEqual(sent, [true, false, undefined]);
    assert.deepEqual(chatOf(server.exchanges).body["tools"], [{ type: "function", function: tool }]);
  });

  it("a conversation with an image, thoughts, calls and results", async () => {
    await using server = await ollama();
    const messages: Message[] = [
      { role: "system", parts: [{ type: "text", text: "Be brief." }] },
      say("Before"),
      {
        role: "assistant",
        parts: [
          { type: "thought", text: "old" },
          { type: "text", text: "Yes." },
        ],
      },
      {
        role: "user",
        parts: [
          { type: "text", text: "Look" },
          { type: "image", mediaType: "image/png", data: "aGk=" },
        ],
      },
      {
        role: "assistant",
        parts: [
          { type: "thought", text: "new" },
          { type: "tool-call", id: "c1", name: "read_file", arguments: { path: "a.ts" } },
        ],
      },
      { role: "tool", parts: [{ type: "tool-result", callId: "c1", name: "read_file", text: "A", isError: false }] },
    ];
    await collect(modelAt(server.baseUrl), { messages, tools: [tool] });
    assert.deepEqual(chatOf(server.exchanges).body["messages"], [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Before" },
      { role: "assistant", content: "Yes." },
      { role: "user", content: "Look", images: ["aGk="] },
      {
        role: "assistant",
        content: "",
        thinking: "new",
        tool_calls: [{ id: "c1", function: { name: "read_file", arguments: { path: "a.ts" } } }],
      },
      { role: "tool", content: "A", tool_name: "read_file", tool_call_id: "c1" },
    ]);
  });

  it("an address written for either protocol is the same server", async () => {
    await using server = await ollama();
    for (const suffix of ["", "/", "/v1", "/api", "/api/chat"]) {
      doneOf(await collect(modelAt(server.origin + suffix)));
    }
  });
});
