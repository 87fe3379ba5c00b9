import assert from "node:assert/strict";
import { ensureLiteLlm } from "../../../scripts/testbed/litellm.mjs";
import type { Message } from "../../../src/model/message.ts";
import type { Model, ModelRequest } from "../../../src/model/model.ts";
import { createAnthropicModel } from "../../../src/providers/anthropic/anthropicModel.ts";
import { createOpenAiModel } from "../../../src/providers/openai/openAiModel.ts";
import { presets } from "../../../src/providers/presets/presets.ts";
import { skip } from "../../support/runner/reporter.ts";
import { until } from "../../support/until.ts";
import { readFile } from "../../unit/providers/fixtures/wireModels.ts";
import { collect, doneOf, failed, say } from "../../unit/providers/support/collect.ts";
import { assertConverses, assertStops } from "./conversation.ts";
import { gatewayKey, type LiteLlm, startLiteLlm } from "./liteLlm.ts";
import { type LlamaServer, slotTokens, startLlamaServer } from "./openaiServer.ts";

const asks = (text: string, maxTokens: number, rest: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [say(text)],
  tools: [],
  sampling: { temperature: 0, maxTokens },
  ...rest,
});

/** One call and its result, which a model without tuning repeats. */
const example: readonly Message[] = [
  say("Read b.ts"),
  { role: "assistant", parts: [{ type: "tool-call", id: "c0", name: "read_file", arguments: { path: "b.ts" } }] },
  { role: "tool", parts: [{ type: "tool-result", callId: "c0", name: "read_file", text: "1", isError: false }] },
  { role: "assistant", parts: [{ type: "text", text: "1" }] },
  say("Read a.ts"),
];

type Options = { key?: string | undefined; modelId?: string };

describe("LiteLLM as a gateway before a real llama-server and Gemma 3 270M", function () {
  this.timeout(120_000);
  let llama: LlamaServer;
  let usual: LiteLlm;
  let orderly: LiteLlm;

  before(async function () {
    this.timeout(1_500_000); // Both servers may have to be made first.
    const why = process.env["GEMMA_CODE_NO_LITELLM"];
    if (why) skip(this, why);
    await ensureLiteLlm().catch((error: unknown) => skip(this, String(error)));
    llama = await startLlamaServer();
    await llama.loaded();
    [usual, orderly] = await Promise.all([startLiteLlm(llama.baseUrl, false), startLiteLlm(llama.baseUrl, true)]);
  });
  after(async () => {
    for (const server of [usual, orderly, llama]) await server?.[Symbol.asyncDispose]();
  });

  const options = (gateway: LiteLlm, { key = gatewayKey, modelId = "gemma" }: Options) => ({
    preset: presets.custom,
    baseUrl: gateway.baseUrl,
    modelId,
    apiKey: key,
  });
  const speakers: Readonly<Record<string, (given?: Options) => Model>> = {
    "OpenAI's protocol": (given = {}) => createOpenAiModel(options(usual, given)),
    "Anthropic's protocol": (given = {}) => createAnthropicModel(options(usual, given)),
    "Anthropic's protocol, in order": (given = {}) => createAnthropicModel(options(orderly, given)),
  };
  for (const [name, model] of Object.entries(speakers)) {
    describe(name, () => {
      it("streams text, with its usage", async () => {
        const got = await collect(model(), asks("List all the names of the months of a year.", 12));
        assert.ok(got.events.filter((event) => event.type === "text").length > 2, "in several pieces");
        const usage = got.events.find((event) => event.type === "usage")?.usage;
        assert.ok(usage?.inputTokens && usage.outputTokens, JSON.stringify(usage));
        doneOf(got);
      });

      it("answers within a conversation", () => assertConverses(model()));

      it("stops at once, and so does the server behind it", async () => {
        await assertStops(model());
        await slotsAreFree();
      });

      it("calls a tool that it must call", async () => {
        const request = asks("", 48, { messages: example, tools: [readFile], toolChoice: "required" });
        const got = await collect(model(), request);
        const [call] = got.events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
        assert.ok(call && call.fault === undefined, JSON.stringify(got.events));
        assert.equal(call.name, "read_file");
        assert.match(String(call.arguments["path"]), /\.ts$/);
      });

      it("reports an overflow", async () => {
        failed(await collect(model(), asks("word ".repeat(slotTokens * 2), 4)), "overflow");
      });

      it("answers two questions at once", async () => {
        const answers = await Promise.all(
          ["one", "two"].map((each) => collect(model(), asks(`${each}: 1, 2, 3,`, 12))),
        );
        for (const got of answers) assert.ok(doneOf(got) && got.text !== "");
      });

      it("reports a wrong key, no key, and an unknown model", async () => {
        failed(await collect(model({ key: "" }), asks("hi", 4)), "auth");
        failed(await collect(model({ key: "sk-wrong-key-for-this-test" }), asks("hi", 4)), "auth");
        failed(await collect(model({ modelId: "gemma-of-nobody" }), asks("hi", 4)), "not-found");
      });
    });
  }

  const slotsAreFree = () =>
    until("all slots to be free", async () => {
      const slots = (await (await fetch(`${llama.origin}/slots`)).json()) as { is_processing: boolean }[];
      return slots.every((slot) => !slot.is_processing) || undefined;
    });
});
