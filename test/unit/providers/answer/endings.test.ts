import assert from "node:assert/strict";
import { actionsFor } from "../../../../src/chat/faultActions.ts";
import type { Model } from "../../../../src/model/model.ts";
import { type Finish, finishOf, laterFinish } from "../../../../src/providers/answer/finishReason.ts";
import { wires } from "../fixtures/wireModels.ts";
import { collect, doneOf, failed } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

const event = (json: { type: string; [field: string]: unknown }): string => `event: ${json.type}\n${data(json)}`;
const line = (json: object): string => `${JSON.stringify(json)}\n`;

/** An answer of some text, or of none, that ends for a reason, on each wire. */
const ends: Readonly<Record<string, (text: string, reason: string) => string>> = {
  "custom-openai": (text, reason) => (text && chunk({ content: text })) + chunk({}, reason) + done,
  "custom-anthropic": (text, reason) =>
    (text && event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })) +
    event({ type: "message_delta", delta: { stop_reason: reason }, usage: { output_tokens: 5 } }) +
    event({ type: "message_stop" }),
  ollama: (text, reason) =>
    (text && line({ message: { role: "assistant", content: text }, done: false })) +
    line({ message: { role: "assistant", content: "" }, done: true, done_reason: reason }),
  "runware-stream": (text, reason) => (text && data({ delta: { text } })) + data({ finishReason: reason }) + done,
};

const shown = { capabilities: ["completion"], model_info: {} };
/** A model whose server plays these bytes, whatever it is asked. */
function modelOf(wire: string, bytes: string): Model {
  const provider = wires[wire] ?? assert.fail(wire);
  const answer = plays([Buffer.from(bytes)]);
  return provider.model({
    origin: "http://x.invalid",
    transport: async (url, request) =>
      url.endsWith("/api/show") || url.endsWith("/api/ps")
        ? new Response(JSON.stringify({ ...shown, models: [] }))
        : answer(url, request),
  });
}
const run = (wire: string, bytes: string) => collect(modelOf(wire, bytes));

describe("an answer's stated end", () => {
  const names: readonly [Finish | undefined, string][] = [
    ["stop", "stop STOP eos eos_token EOS end_turn stop_sequence eosFound stopStringFound COMPLETE FINISH endoftext"],
    ["stop", "FINISH_REASON_STOP REASON_STOP end-of-turn completed"],
    ["length", "length max_tokens MAX_TOKENS model_length model_context_window_exceeded maxPredictedTokensReached"],
    ["length", "max_output_tokens contextLengthReached LENGTH REASON_MAX_LEN pause_turn token_limit"],
    ["tool-calls", "tool_calls tool_use function_call tool-calls toolCalls TOOL_CALL"],
    ["content-filter", "content_filter SAFETY RECITATION sensitive guardrail_intervened CONTENT_FILTERED refusal SPII"],
    ["content-filter", "PROHIBITED_CONTENT BLOCKLIST content-filter ERROR_TOXIC MODEL_ARMOR"],
    ["bad-call", "MALFORMED_FUNCTION_CALL UNEXPECTED_TOOL_CALL malformed_tool_use"],
    ["error", "network_error insufficient_system_resource abort error cancelled timeout OTHER unknown repetition"],
    ["error", "USER_CANCEL time_limit engine_overloaded modelUnloaded failed MALFORMED_RESPONSE"],
    [undefined, "null not_finished FINISH_REASON_UNSPECIFIED none"],
  ];
  for (const [finish, listed] of names) {
    for (const name of listed.split(" ")) {
      it(`${name}: ${finish ?? "goes on"}`, () => assert.equal(finishOf(name)?.finish, finish));
    }
  }
  it("bears the server's own name where it is none of a whole answer", () => {
    assert.deepEqual(finishOf("Network_Error"), { finish: "error", name: "Network_Error" });
    assert.deepEqual(finishOf("content_filter: SAFETY"), { finish: "content-filter" });
  });
  it("what was whole stays whole, and what was broken may still end well", () => {
    assert.deepEqual(laterFinish({ finish: "stop" }, finishOf("gone")), { finish: "stop" });
    assert.deepEqual(laterFinish({ finish: "error", finishName: "gone" }, finishOf("stop")), { finish: "stop" });
    assert.deepEqual(laterFinish({ finish: "length" }, undefined), { finish: "length" });
    assert.deepEqual(laterFinish({ finish: "stop" }, finishOf("length")), { finish: "length" });
  });
});

describe("half an answer is not a whole one", () => {
  for (const [wire, end] of Object.entries(ends)) {
    for (const reason of ["network_error", "insufficient_system_resource", "gone-fishing"]) {
      it(`${wire}: “${reason}” in mid-answer: what came stays, with Continue and Try again`, async () => {
        const got = await run(wire, end("First, open the file and", reason));
        const message = failed(got, "unavailable");
        assert.equal(got.text, "First, open the file and");
        assert.match(message, new RegExp(`stopped in mid-answer \\(“${reason}”\\)\\. What came so far stays\\.`));
        assert.deepEqual(actionsFor(got.error?.fault ?? assert.fail(), true).slice(0, 2), ["continue", "retry"]);
      });
      it(`${wire}: “${reason}” with nothing before: asked again`, async () => {
        const { error } = await run(wire, end("", reason));
        assert.deepEqual(error?.fault, { kind: "unavailable" });
        assert.match(error.message, new RegExp(`ended the answer before it began \\(“${reason}”\\)`));
      });
    }
    it(`${wire}: known ends are whole`, async () => {
      for (const [reason, expected] of [
        ["stop", "stop"],
        ["eos_token", "stop"],
        ["length", "length"],
        ["content_filter", "content-filter"],
      ] as const) {
        assert.equal(doneOf(await run(wire, end("Whole.", reason))).reason, expected, reason);
      }
    });
  }

  it("a name of the end that is long, or holds a key, is shown short and without it", async () => {
    const key = "sk-or-v1-0123456789abcdef0123456789abcdef";
    const message = failed(
      await run("custom-openai", ends["custom-openai"]?.("a", key.repeat(30)) ?? ""),
      "unavailable",
    );
    assert.ok(message.length < 600 && !message.includes("0123456789"), message);
  });

  it("Runware, not streamed: what came stays", async () => {
    const whole = JSON.stringify({ data: [{ text: "Half a", finishReason: "provider_error" }] });
    const got = await run("runware-sync", whole);
    assert.equal(got.text, "Half a");
    assert.match(failed(got, "unavailable"), /stopped in mid-answer \(“provider_error”\)/);
  });

  it("a whole completion in place of a stream", async () => {
    const whole = { choices: [{ index: 0, message: { content: "Half a" }, finish_reason: "network_error" }] };
    const got = await run("custom-openai", JSON.stringify(whole));
    assert.equal(got.text, "Half a");
    assert.match(failed(got, "unavailable"), /network_error/);
  });

  it("SGLang's reason is an object", async () => {
    const half = data({
      choices: [{ index: 0, delta: { content: "a" }, finish_reason: { type: "length", length: 9 } }],
    });
    assert.equal(doneOf(await run("custom-openai", half + done)).reason, "length");
  });

  it("a call of a broken answer is not run", async () => {
    const call = { index: 0, id: "c", function: { name: "read_file", arguments: '{"path":"a.ts"}' } };
    const got = await run("custom-openai", chunk({ tool_calls: [call] }) + chunk({}, "network_error") + done);
    failed(got, "unavailable");
    assert.ok(got.events.every(({ type }) => type !== "tool-call-end"));
  });
});

describe("an error inside a choice", () => {
  const choice = (rest: object, delta: object = { content: "" }): string =>
    data({ choices: [{ index: 0, delta, ...rest }] });
  const limit = { code: 429, message: "Rate limit of the upstream reached, retry in 12 s" };

  it("the upstream's words, and its wait", async () => {
    const got = await run("openrouter", choice({ finish_reason: "error", error: limit }) + done);
    assert.deepEqual(got.error?.fault, { kind: "rate-limit", retryAfterMs: 12_000 });
    assert.match(got.error.message, /“Rate limit of the upstream reached, retry in 12 s”.*Try again in 12 s/);
  });

  it("after some text: the reason, and what came stays", async () => {
    const error = { code: 502, message: "Provider disconnected mid-stream" };
    const got = await run("openrouter", chunk({ content: "Half" }) + choice({ finish_reason: "error", error }) + done);
    assert.equal(got.text, "Half");
    assert.match(failed(got, "unavailable"), /“Provider disconnected mid-stream”\. .*What came so far stays\./);
  });

  it("beside its own text, in a whole completion", async () => {
    const error = { code: 502, message: "Provider disconnected", metadata: { error_type: "provider_unavailable" } };
    const whole = { choices: [{ message: { content: "partial" }, finish_reason: "error", error }] };
    const got = await run("openrouter", JSON.stringify(whole));
    assert.equal(got.text, "partial");
    assert.match(failed(got, "unavailable"), /Provider disconnected.*stays/);
  });

  const places: readonly [string, string][] = [
    ["in its delta", choice({ finish_reason: null }, { error: limit })],
    ["beside a “stop”", choice({ finish_reason: "stop", error: limit }, { content: "" })],
    ["as a mere text", choice({ finish_reason: "error", error: "Rate limit, retry in 12 s" })],
  ];
  for (const [place, bytes] of places) {
    it(place, async () => assert.match(failed(await run("openrouter", bytes + done), "rate-limit"), /12 s/));
  }

  it("an overflow, and a used-up quota, as anywhere", async () => {
    const long = { code: 400, message: "prompt is too long: 210000 tokens > 131072 maximum" };
    failed(await run("openrouter", choice({ finish_reason: "error", error: long }) + done), "overflow");
    const daily = { code: 429, message: "Rate limit exceeded: free-models-per-day" };
    const { error } = await run("openrouter", choice({ finish_reason: "error", error: daily }) + done);
    assert.equal((error?.fault as { lasting?: boolean }).lasting, true);
  });

  it("an empty error is ignored, and one after a whole answer changes nothing", async () => {
    for (const error of [null, {}, "", false, { code: null, message: null }]) {
      assert.equal(
        doneOf(await run("openrouter", choice({ finish_reason: "stop", error }, { content: "a" }) + done)).reason,
        "stop",
      );
    }
    const late = chunk({ content: "Whole." }, "stop") + choice({ error: limit });
    assert.equal(doneOf(await run("openrouter", late + done)).reason, "stop");
  });
});

describe("Anthropic events that leave out what they need not say", () => {
  const text = (said: unknown): string =>
    event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: said } });
  const stop = event({ type: "message_stop" });
  const whole = (...events: string[]) => run("custom-anthropic", events.join(""));

  it("message_delta without delta: the answer is whole", async () => {
    const got = await whole(
      event({ type: "message_start", message: { model: "gemma", usage: { input_tokens: 9 } } }),
      event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
      text("A whole answer."),
      event({ type: "content_block_stop", index: 0 }),
      event({ type: "message_delta", usage: { output_tokens: 5 } }),
      stop,
    );
    assert.equal(got.text, "A whole answer.");
    assert.equal(doneOf(got).reason, "stop");
    assert.deepEqual(
      got.events.find(({ type }) => type === "usage"),
      {
        type: "usage",
        usage: { inputTokens: 9, outputTokens: 5 },
      },
    );
  });

  const others: readonly [string, string][] = [
    ["message_delta with a null delta", event({ type: "message_delta", delta: null, usage: null })],
    ["message_delta with a text for its delta", event({ type: "message_delta", delta: "end" })],
    ["message_start without a message", event({ type: "message_start" })],
    ["message_start with a text for its message", event({ type: "message_start", message: "hi" })],
    ["content_block_start without a block", event({ type: "content_block_start", index: 0 })],
    ["content_block_delta without a delta", event({ type: "content_block_delta", index: 0 })],
    ["a block without a type", event({ type: "content_block_start", index: 0, content_block: {} })],
    ["a stop without an index", event({ type: "content_block_stop" })],
    ["an event of a later version", event({ type: "message_annotation", anything: [1] })],
  ];
  for (const [name, bytes] of others) {
    it(`${name} is passed over`, async () => {
      const got = await whole(bytes, text("A whole answer."), stop);
      assert.equal(got.text, "A whole answer.");
      assert.equal(doneOf(got).reason, "stop");
    });
  }

  it("the usage inside the delta is read too", async () => {
    const got = await whole(
      text("a"),
      event({ type: "message_delta", delta: { stop_reason: "end_turn", usage: { output_tokens: 7 } } }),
      stop,
    );
    assert.deepEqual(
      got.events.find(({ type }) => type === "usage"),
      { type: "usage", usage: { outputTokens: 7 } },
    );
  });

  it("a delta without its type is what it holds; a text that is none cannot be read", async () => {
    const untyped = event({ type: "content_block_delta", index: 0, delta: { text: "A whole answer." } });
    assert.equal((await whole(untyped, stop)).text, "A whole answer.");
    failed(await whole(text({ odd: true }), stop), "protocol");
  });

  it("a call whose block names no type", async () => {
    const got = await whole(
      event({
        type: "content_block_start",
        index: 0,
        content_block: { id: "t", name: "read_file", input: { path: "a.ts" } },
      }),
      event({ type: "message_delta", usage: { output_tokens: 5 } }),
      stop,
    );
    assert.equal(doneOf(got).reason, "tool-calls");
  });
});
