import assert from "node:assert/strict";
import * as vscode from "vscode";
import { say } from "../../support/scriptedAnswer.ts";
import { type ScriptedServer, startScriptedServer } from "../../support/scriptedServer.ts";
import { answeredBy, closeAll, Scratch, withSettings } from "../editing.ts";

describe("the settings of parameters", () => {
  let scratch: Scratch;
  let server: ScriptedServer;
  let restore: () => Promise<void>;
  before(async () => {
    server = await startScriptedServer({ script: [], models: ["gemma-4-31b-it"] });
    restore = await withSettings({ "files.autoSave": "off", ...answeredBy(server.baseUrl) });
    scratch = new Scratch("parameters-suite");
    scratch.write("one.js", "function a() {\n  return 1;\n}\n");
  });
  after(async () => {
    await scratch.remove();
    await restore();
    await server.close();
  });
  afterEach(closeAll);

  /** Asks one question with the settings; the bodies that reached the server, without the conversation. */
  async function sent(settings: Record<string, unknown>): Promise<Record<string, unknown>[]> {
    // Set with the provider, the address is this provider's; another's would not be used.
    const address = "gemma.provider" in settings ? { "gemma.baseUrl": `${server.baseUrl}/` } : {};
    const back = await withSettings({ ...settings, ...address });
    try {
      const editor = await scratch.show("one.js");
      editor.selection = new vscode.Selection(0, 0, 2, 1);
      await vscode.commands.executeCommand("gemma.newChat");
      const at = server.requests.length;
      server.setScript([[say("It returns a number.")]]);
      await vscode.commands.executeCommand("gemma.explain");
      return server.requests.slice(at).map(({ body }) => {
        const { messages: _, ...rest } = body as Record<string, unknown>;
        return rest;
      });
    } finally {
      await back();
    }
  }

  const stream = { stream: true, stream_options: { include_usage: true } };

  it("reach a server that takes OpenAI's own", async () => {
    const [body] = await sent({
      "gemma.temperature": 0.25,
      "gemma.topP": 0.5,
      "gemma.minP": 0.1,
      "gemma.frequencyPenalty": -0.5,
      "gemma.presencePenalty": 0.5,
      "gemma.seed": 7,
      "gemma.maxTokens": 99,
      "gemma.stop": ["END"],
      "gemma.logitBias": { "5": -100 },
      "gemma.topLogprobs": 2,
      "gemma.responseFormat": { type: "json" },
      "gemma.extraBody": { top_a: 0.2 },
    });
    assert.deepEqual(body, {
      model: "gemma-4-31b-it",
      temperature: 0.25,
      top_p: 0.5,
      frequency_penalty: -0.5,
      presence_penalty: 0.5,
      seed: 7,
      max_tokens: 99,
      stop: ["END"],
      logit_bias: { "5": -100 },
      logprobs: true,
      top_logprobs: 2,
      response_format: { type: "json_object" },
      top_a: 0.2,
      ...stream,
    });
  });

  it("reach OpenRouter: reasoning, routing and fallback models", async () => {
    const provider = { order: ["a"], data_collection: "deny", max_price: { prompt: 1 } };
    const [body] = await sent({
      "gemma.provider": "openrouter",
      "gemma.model": "google/gemma-4-26b-a4b-it",
      "gemma.reasoning": { effort: "high", exclude: true },
      "gemma.openrouter": { provider, models: ["google/gemma-3-4b-it"] },
    });
    assert.deepEqual(body, {
      model: "google/gemma-4-26b-a4b-it",
      temperature: 1,
      top_p: 0.95,
      reasoning: { effort: "high", exclude: true },
      provider,
      models: ["google/gemma-3-4b-it"],
      ...stream,
    });
  });

  it("switch thinking on and off at llama-server and Google", async () => {
    const [local] = await sent({ "gemma.provider": "llama-server", "gemma.reasoning": { enabled: false } });
    assert.deepEqual(local?.["chat_template_kwargs"], { enable_thinking: false });
    const [google] = await sent({ "gemma.provider": "google", "gemma.reasoning": { enabled: true } });
    assert.deepEqual(google?.["extra_body"], { google: { thinking_config: { thinking_level: "high" } } });
  });

  it("send additional headers with a question", async () => {
    await sent({ "gemma.headers": { "HTTP-Referer": "https://example.org", "X-Title": "Blue" } });
    const { headers } = server.requests.at(-1) ?? assert.fail("nothing was asked");
    assert.deepEqual([headers["http-referer"], headers["x-title"]], ["https://example.org", "Blue"]);
  });

  it("block only Runware if Runware's own are wrong", async () => {
    const wrong = { "gemma.runware": { settings: { temperature: 9 } } };
    assert.equal((await sent(wrong)).length, 1);
    const native = { "gemma.provider": "runware", "gemma.model": "google-gemma-4-31b", "gemma.protocol": "runware" };
    const others = server.others.length;
    assert.deepEqual(await sent({ ...wrong, ...native }), []);
    assert.equal(server.others.length, others, "no task was sent");
  });

  it("are not sent where they are out of range", async () => {
    for (const settings of [
      { "gemma.temperature": 9 },
      { "gemma.reasoning": { budget: 1 } },
      { "gemma.openrouter": { provider: { sort: "size" } } },
      { "gemma.extraBody": "x" },
      { "gemma.headers": { Authorization: "Basic eA==" } },
    ]) {
      assert.deepEqual(await sent(settings), [], JSON.stringify(settings));
    }
  });
});
