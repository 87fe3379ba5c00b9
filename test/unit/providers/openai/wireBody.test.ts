import assert from "node:assert/strict";
import type { Message, ToolSpec } from "../../../../src/model/message.ts";
import { toWireBody } from "../../../../src/providers/openai/wireBody.ts";
import { modelInfo } from "../../../../src/providers/parameters/modelInfo.ts";
import { toWireMessages } from "../../../../src/providers/openai/wireMessages.ts";
import { type PresetId, presetIds, presets } from "../../../../src/providers/presets/presets.ts";
import { ask, say } from "../support/collect.ts";

const system: Message = { role: "system", parts: [{ type: "text", text: "Be brief." }] };
const image = { type: "image", mediaType: "image/png", data: "AAAA" } as const;
const rules = { foldSystem: false, vision: true, thoughts: "none" } as const;

const tool: ToolSpec = {
  name: "read_file",
  description: "Reads a file.",
  parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
};

const turn: Message[] = [
  say("first"),
  {
    role: "assistant",
    parts: [
      { type: "thought", text: "old", details: [{ type: "reasoning.text", text: "old" }] },
      { type: "text", text: "one" },
    ],
  },
  say("second"),
  {
    role: "assistant",
    parts: [
      { type: "thought", text: "new", details: [{ type: "reasoning.encrypted", data: "x" }] },
      { type: "tool-call", id: "c1", name: "read_file", arguments: { path: "a.ts" } },
      { type: "tool-call", id: "c2", name: "read_file", arguments: {}, fault: "bad" },
    ],
  },
  {
    role: "tool",
    parts: [
      { type: "tool-result", callId: "c1", name: "read_file", text: "A", isError: false },
      { type: "tool-result", callId: "c2", name: "read_file", text: "bad", isError: true },
    ],
  },
];

describe("openai messages", () => {
  it("text, and images before it", () => {
    const parts = [{ type: "text", text: "What is it?" } as const, image];
    assert.deepEqual(toWireMessages([system, { role: "user", parts }], rules), [
      { role: "system", content: "Be brief." },
      {
        role: "user",
        content: [
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          { type: "text", text: "What is it?" },
        ],
      },
    ]);
  });

  it("an image for a model that reads text only becomes a note", () => {
    const messages: Message[] = [{ role: "user", parts: [image, { type: "text", text: "What?" }] }];
    const [message] = toWireMessages(messages, { ...rules, vision: false });
    assert.equal(message?.content, "[An image, left out: this model reads text only.]\n\nWhat?");
  });

  it("calls and results, arguments as text, no content beside calls", () => {
    const wire = toWireMessages(turn, rules);
    assert.deepEqual(wire.slice(3), [
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "c1", type: "function", function: { name: "read_file", arguments: '{"path":"a.ts"}' } },
          { id: "c2", type: "function", function: { name: "read_file", arguments: "{}" } },
        ],
      },
      { role: "tool", tool_call_id: "c1", name: "read_file", content: "A" },
      { role: "tool", tool_call_id: "c2", name: "read_file", content: "bad" },
    ]);
  });

  it("thoughts: OpenRouter's details whole, others within the running turn only", () => {
    const field = (name: string, thoughts: "reasoning_details" | "reasoning_content" | "none") =>
      toWireMessages(turn, { ...rules, thoughts }).map((message) => (message as Record<string, unknown>)[name]);
    assert.deepEqual(field("reasoning_details", "reasoning_details"), [
      undefined,
      [{ type: "reasoning.text", text: "old" }],
      undefined,
      [{ type: "reasoning.encrypted", data: "x" }],
      undefined,
      undefined,
    ]);
    assert.deepEqual(field("reasoning_content", "reasoning_content"), [
      undefined,
      undefined,
      undefined,
      "new",
      undefined,
      undefined,
    ]);
    assert.deepEqual(field("reasoning_content", "none").filter(Boolean), []);
  });

  it("neighbours of one role become one message", () => {
    const wire = toWireMessages([system, system, say("a"), say("b")], rules);
    assert.deepEqual(wire, [
      { role: "system", content: "Be brief.\n\nBe brief." },
      { role: "user", content: "a\n\nb" },
    ]);
  });

  it("an empty system text is not sent", () => {
    assert.deepEqual(toWireMessages([{ role: "system", parts: [] }, say("a")], rules), [
      { role: "user", content: "a" },
    ]);
  });

  it("the system text goes into the first question where it is refused", () => {
    const bodyFor = (modelId: string) =>
      toWireBody({ messages: [system, say("hi")], tools: [] }, presets.google, modelInfo(presets.google, modelId, ""))[
        "messages"
      ];
    assert.deepEqual(bodyFor("gemma-3-4b-it"), [{ role: "user", content: "Be brief.\n\nhi" }]);
    assert.equal((bodyFor("gemma-4-31b-it") as unknown[]).length, 2);
  });
});

describe("openai parameters", () => {
  const bodyOf = (id: PresetId, rest = {}, extra = {}) =>
    toWireBody(ask("hi", rest), presets[id], modelInfo(presets[id], "m", ""), { extra });
  const sampling = { temperature: 0.5, topP: 0.9, topK: 40, seed: 7, maxTokens: 100, stop: ["END"] };

  it("every one that is set, by the server's own names", () => {
    const { messages: _, ...body } = bodyOf("llama-server", { sampling });
    assert.deepEqual(body, {
      model: "m",
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      seed: 7,
      max_tokens: 100,
      stop: ["END"],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("not those a server is not known to take", () => {
    const body = bodyOf("google", { sampling });
    assert.ok(!("top_k" in body) && !("seed" in body) && "temperature" in body);
    assert.equal(bodyOf("runware", { sampling })["max_completion_tokens"], 100);
  });

  it("tools, and which must be called", () => {
    const body = bodyOf("vllm", { tools: [tool], toolChoice: { name: "read_file" } });
    assert.deepEqual(body["tools"], [
      { type: "function", function: { name: "read_file", description: "Reads a file.", parameters: tool.parameters } },
    ]);
    assert.deepEqual(body["tool_choice"], { type: "function", function: { name: "read_file" } });
    assert.equal(bodyOf("vllm", { tools: [tool], toolChoice: "required" })["tool_choice"], "required");
    assert.ok(!("tool_choice" in bodyOf("vllm", { tools: [tool], toolChoice: "auto" })));
    assert.ok(!("tool_choice" in bodyOf("vllm", { toolChoice: "required" })), "no choice without tools");
    assert.ok(!("tools" in bodyOf("vllm")));
  });

  it("a model without a name is the one the server has loaded", () => {
    const info = modelInfo(presets["llama-server"], "", "");
    assert.equal(info.label, "llama-server");
    assert.ok(!("model" in toWireBody(ask(), presets["llama-server"], info)));
  });

  it("further fields come before our own", () => {
    const body = bodyOf("openrouter", { sampling }, { temperature: 0, provider: { sort: "price" } });
    assert.deepEqual([body["temperature"], body["provider"]], [0, { sort: "price" }]);
  });
});

describe("presets", () => {
  it("are known by their own id, hosted ones with a key's place and a model of theirs", () => {
    for (const id of presetIds) {
      const preset = presets[id];
      assert.equal(preset.id, id);
      if (id !== "custom") assert.match(preset.baseUrl, /^https?:\/\/[^ ]+[^/]$/);
      if (preset.local) assert.match(preset.baseUrl, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
      if (preset.local || id === "custom") continue;
      assert.ok(preset.keyEnv && preset.keyUrl);
      assert.ok(preset.models.some((model) => model.id === preset.defaultModel));
    }
  });

  it("tell what a model can do, unless the caller or the name knows better", () => {
    assert.deepEqual(modelInfo(presets.openrouter, "google/gemma-3-4b-it", ""), {
      id: "google/gemma-3-4b-it",
      label: "Gemma 3 4B",
      provider: "OpenRouter",
      contextTokens: 131_072,
      nativeTools: false,
      vision: true,
      price: { input: 0.02, output: 0.04 },
    });
    const local = modelInfo(presets.ollama, "gemma4:e4b", "", { contextTokens: 4096 });
    assert.deepEqual([local.contextTokens, local.nativeTools, local.vision], [4096, true, false]);
    assert.equal(modelInfo(presets.custom, "m", "https://llm.example:8443/v1").provider, "llm.example:8443");
  });
});
