import assert from "node:assert/strict";
import { once } from "node:events";
import type { Message, ToolSpec } from "../../../src/model/message.ts";
import type { ModelRequest } from "../../../src/model/model.ts";
import { discoverLocalServers } from "../../../src/providers/discovery/discover.ts";
import { listModels } from "../../../src/providers/discovery/listModels.ts";
import { createOpenAiModel } from "../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../src/providers/presets/presets.ts";
import { newGate } from "../../support/gate.ts";
import { until } from "../../support/until.ts";
import { collect, doneOf, failed, say } from "../../unit/providers/support/collect.ts";
import { assertConverses, assertStops } from "./conversation.ts";
import { type LlamaServer, slotTokens, startLlamaServer } from "./openaiServer.ts";

const preset = presets["llama-server"];
const asks = (text: string, maxTokens: number, rest: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [say(text)],
  tools: [],
  sampling: { temperature: 0, seed: 1, maxTokens },
  ...rest,
});

const readFile: ToolSpec = {
  name: "read_file",
  description: "Reads a file.",
  parameters: {
    type: "object",
    properties: { path: { type: "string", enum: ["a.ts", "b.ts"] } },
    required: ["path"],
  },
};

/** One call and its result, which a model without tuning repeats. */
const example: readonly Message[] = [
  say("Read b.ts"),
  { role: "assistant", parts: [{ type: "tool-call", id: "c0", name: "read_file", arguments: { path: "b.ts" } }] },
  { role: "tool", parts: [{ type: "tool-result", callId: "c0", name: "read_file", text: "1", isError: false }] },
  { role: "assistant", parts: [{ type: "text", text: "1" }] },
];

describe("openai provider with a real llama-server and Gemma 3 270M", function () {
  this.timeout(300_000);
  let server: LlamaServer;
  const model = (baseUrl = server.baseUrl) => createOpenAiModel({ preset, baseUrl, modelId: "gemma-3-270m" });

  before(async function () {
    this.timeout(1_200_000); // The server may have to be built first.
    server = await startLlamaServer();
  });
  after(() => server?.[Symbol.asyncDispose]());

  it("waits while the model is loaded, then answers", async () => {
    let got = await collect(model(), asks("Hello", 4));
    // Where this process had to wait for its turn, the model was loaded before the question: another server, then.
    for (let left = 5; got.events[0]?.type !== "waiting" && left > 0; left--) {
      await server[Symbol.asyncDispose]();
      server = await startLlamaServer();
      got = await collect(model(), asks("Hello", 4));
    }
    assert.deepEqual(got.events[0], { type: "waiting", phase: "loading" });
    const afterwards = got.events.filter((event) => event.type !== "waiting").map((event) => event.type);
    assert.equal(afterwards[0], "text");
    doneOf(got);
  });

  it("streams text with its usage, and reuses what it has read", async () => {
    const question = asks("List all the names of the months of a year.", 12);
    const got = await collect(model(), question);
    assert.ok(got.events.filter((event) => event.type === "text").length > 2, "in several pieces");
    assert.equal(doneOf(got).model, "gemma-3-270m");
    const usage = got.events.find((event) => event.type === "usage")?.usage;
    assert.ok(usage?.inputTokens && usage.outputTokens && usage.outputTokens <= 12);
    const again = await collect(model(), question);
    const reused = again.events.find((event) => event.type === "usage")?.usage.cachedTokens ?? 0;
    assert.ok(reused > usage.inputTokens / 2, `${reused} of ${usage.inputTokens} tokens reused`);
    assert.equal(again.text, got.text, "the same at temperature 0");
  });

  it("reports the model's certainty on request", async () => {
    const sampling = { temperature: 0, maxTokens: 4, topLogprobs: 1 };
    const { certainty } = doneOf(await collect(model(), asks("January, February, March, April,", 4, { sampling })));
    assert.ok(certainty && certainty.tokens >= 4, JSON.stringify(certainty));
    assert.ok(certainty.lowest > 0 && certainty.lowest <= certainty.mean && certainty.mean <= 1);
    assert.equal(doneOf(await collect(model(), asks("One,", 2))).certainty, undefined);
  });

  it("answers within a conversation", () => assertConverses(model()));

  it("stops at once, and the server stops too", async () => {
    await assertStops(model());
    await until("both slots to be free", async () => {
      const slots = (await (await fetch(`${server.origin}/slots`)).json()) as { is_processing: boolean }[];
      return slots.every((slot) => !slot.is_processing) || undefined;
    });
  });

  it("reports an overflow with both numbers", async () => {
    const got = await collect(model(), asks("word ".repeat(slotTokens * 2), 4));
    assert.match(failed(got, "overflow"), /1,0\d\d of 512 tokens/);
    const { fault } = got.error ?? assert.fail();
    assert.ok(fault.kind === "overflow" && fault.contextTokens === slotTokens && (fault.promptTokens ?? 0) > 1000);
  });

  it("two questions at once", async () => {
    const stop = new AbortController();
    const begun = newGate();
    const long = (async () => {
      for await (const event of model().stream(asks("One: 1, 2, 3,", 400), stop.signal)) {
        if (event.type === "text") begun.open();
        assert.notEqual(event.type, "done", "the second was answered only behind the first");
      }
    })();
    await Promise.race([begun.opened, long]);
    doneOf(await collect(model(), asks("Two: 1, 2, 3,", 8)));
    stop.abort();
    await assert.rejects(long, { message: "Stopped." });
  });

  it("a path that is not there", async () => {
    assert.match(failed(await collect(model(`${server.origin}/nope`)), "not-found"), /no chat service.*\/v1/);
  });

  it("calls a tool that it must call", async () => {
    const request = asks("", 48, {
      messages: [...example, say("Read a.ts")],
      tools: [readFile],
      toolChoice: "required",
    });
    const got = await collect(model(), request);
    const [call] = got.events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
    assert.ok(call && call.fault === undefined, JSON.stringify(got.events));
    assert.equal(call.name, "read_file");
    assert.match(String(call.arguments["path"]), /^[ab]\.ts$/);
    assert.ok(got.events.some((event) => event.type === "tool-call-delta" && event.id === call.id));
  });

  it("is found, with the window of one slot", async () => {
    await server.loaded();
    const found = await discoverLocalServers({ urls: [server.baseUrl], timeoutMs: 5000 }, new AbortController().signal);
    assert.equal(found.length, 1);
    const [{ preset: kind, state, models } = assert.fail()] = found;
    assert.deepEqual([kind, state], ["llama-server", "ready"]);
    const { id, label, contextTokens, maxContextTokens, vision, nativeTools } = models[0] ?? assert.fail();
    assert.deepEqual(
      { id, label, contextTokens, maxContextTokens, vision, nativeTools },
      {
        id: "gemma-3-270m",
        label: "Gemma 3 270M",
        contextTokens: slotTokens,
        maxContextTokens: 32_768,
        vision: false,
        nativeTools: true,
      },
    );
    const listed = await listModels({ preset, baseUrl: server.baseUrl }, { signal: new AbortController().signal });
    assert.deepEqual(
      listed.map((each) => each.id),
      ["gemma-3-270m"],
    );
  });

  it("killed in mid-answer: what came stays, and it says so", async () => {
    const texts: string[] = [];
    const gone = once(server.process, "exit");
    const answer = (async () => {
      for await (const event of model().stream(asks("Count: 1, 2, 3, 4,", 400), new AbortController().signal)) {
        if (event.type === "text" && texts.push(event.delta) === 2) server.process.kill("SIGKILL");
      }
    })();
    await assert.rejects(answer, (error: Error) =>
      /stopped in mid-answer\. What came so far stays/.test(error.message),
    );
    assert.ok(texts.length >= 2);
    // Until the process is gone its port still takes connections.
    await gone;
    assert.match(failed(await collect(model()), "unavailable"), /is not running/);
  });

  it("a wrong key, and none", async () => {
    await using guarded = await startLlamaServer("--api-key", "right-key-for-this-test");
    const withKey = (apiKey?: string) =>
      createOpenAiModel({ preset, baseUrl: guarded.baseUrl, modelId: "gemma-3-270m", ...(apiKey && { apiKey }) });
    assert.match(failed(await collect(withKey("wrong-key-for-this-test")), "auth"), /refused the key/);
    assert.match(failed(await collect(withKey()), "auth"), /needs a key and none is set/);
  });
});
