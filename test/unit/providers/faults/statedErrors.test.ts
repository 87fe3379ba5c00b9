import assert from "node:assert/strict";
import { wires } from "../fixtures/wireModels.ts";
import { collect, type Collected, doneOf, failed } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

const run = (wire: string, ...pieces: string[]): Promise<Collected> => {
  const provider = wires[wire] ?? assert.fail(wire);
  return collect(provider.model({ origin: "http://x.invalid", transport: plays([Buffer.from(pieces.join(""))]) }));
};

/** Text of half an answer, on each wire of event streams. */
const half: Readonly<Record<string, string>> = {
  "custom-openai": chunk({ content: "Half an" }),
  "custom-anthropic": data({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Half an" } }),
  "runware-stream": data({ delta: { text: "Half an" } }),
};

describe("an event that states an error without the key `error`", () => {
  const errors: readonly [who: string, json: unknown, words: RegExp][] = [
    ["a Java gateway", { code: 500, msg: "internal network failure", success: false }, /internal network failure/],
    ["its code as text", { code: "50012", msg: "worker lost" }, /worker lost/],
    ["FastAPI", { detail: "Upstream closed" }, /Upstream closed/],
    ["FastAPI, in a list", { detail: [{ loc: ["body"], msg: "field required" }] }, /field required/],
    ["Google", [{ error: { code: 500, message: "Internal error", status: "INTERNAL" } }], /Internal error/],
    ["a bare status", { status: "error", reason: "upstream timeout" }, /upstream timeout/],
    ["a failed status", { status: "FAILED", msg: "node lost" }, /node lost/],
    ["MiniMax", { base_resp: { status_code: 1013, status_msg: "internal error" } }, /internal error/],
    ["MiniMax, in an empty chunk", { choices: null, base_resp: { status_code: 1013, status_msg: "died" } }, /died/],
    ["Baidu", { error_code: 500, error_msg: "died" }, /died/],
    ["a problem of RFC 9457", { type: "about:blank", title: "Bad gateway", status: 502, detail: "no node" }, /no node/],
    ["success is false", { success: false, msg: "queue lost" }, /queue lost/],
  ];
  for (const [who, json, words] of errors) {
    for (const [wire, text] of Object.entries(half)) {
      if (wire === "custom-anthropic" && who.startsWith("a problem")) continue;
      it(`${wire}, ${who}: what came stays, and is no whole answer`, async () => {
        const got = await run(wire, text, data(json), done);
        assert.equal(got.text, "Half an");
        assert.match(failed(got, "unavailable"), words);
      });
    }
    it(`custom-openai, ${who}: in place of an answer`, async () => {
      assert.match((await run("custom-openai", JSON.stringify(json))).error?.message ?? "", words);
    });
  }

  it("Google's list as the first line is what it says", async () => {
    for (const [code, kind] of [
      [429, "rate-limit"],
      [503, "unavailable"],
    ] as const) {
      const error = { code, message: "The model is overloaded. Please try again later.", status: "UNAVAILABLE" };
      assert.match(failed(await run("google", data([{ error }]), done), kind), /is overloaded/);
    }
  });

  it("Runware's own status, without a word", async () => {
    const error = { taskUUID: "u", status: "error", finishReason: null, text: null };
    for (const json of [error, { data: [error] }]) {
      const got = await run("runware-stream", half["runware-stream"] ?? "", data(json), done);
      assert.equal(got.text, "Half an");
      failed(got, "unavailable");
    }
  });

  it("Anthropic's wire reads the errors of others, with their words", async () => {
    const error = { message: "quota exceeded", type: "insufficient_quota" };
    const got = await run("custom-anthropic", data({ error }));
    assert.match(got.error?.message ?? "", /quota exceeded/);
    assert.notEqual(got.error?.fault.kind, "protocol");
  });

  const innocent: readonly object[] = [
    { code: 0, msg: "success" },
    { code: 200, msg: "ok", success: true },
    { base_resp: { status_code: 0, status_msg: "success" } },
    { status: "queued", detail: "3 before you" },
    { status: "in_progress" },
    { success: true, detail: "taken" },
    { detail: null, error: null },
    { x_groq: { id: "r" } },
    { usage: { prompt_tokens: 3, completion_tokens: 2 }, status: "error-free" },
    { choices: [], base_resp: { status_code: 0 } },
    { choices: [{ delta: { content: "" } }], code: 500, status: "error" },
  ];
  for (const json of innocent) {
    it(`none: ${JSON.stringify(json)}`, async () => {
      const got = await run(
        "custom-openai",
        chunk({ content: "Whole" }),
        data(json),
        chunk({ content: "." }, "stop"),
        done,
      );
      assert.equal(got.text, "Whole.");
      assert.equal(doneOf(got).reason, "stop");
    });
  }
});

describe("a “stop” after another end", () => {
  const stop = chunk({}, "stop") + done;
  it("leaves a broken answer broken", async () => {
    for (const reason of ["error", "network_error", "cancelled", "engine_overloaded"]) {
      const got = await run("custom-openai", chunk({ content: "Half" }, reason), stop);
      assert.equal(got.text, "Half");
      failed(got, "unavailable");
    }
  });
  it("leaves a cut or filtered answer that", async () => {
    assert.equal(doneOf(await run("custom-openai", chunk({ content: "a" }, "length"), stop)).reason, "length");
    const filtered = await run("custom-openai", chunk({ content: "a" }, "content_filter"), stop);
    assert.equal(doneOf(filtered).reason, "content-filter");
  });
  it("leaves a call that was cut a cut one", async () => {
    const call = { index: 0, id: "c", function: { name: "read_file", arguments: '{"path":"a' } };
    const got = await run("custom-openai", chunk({ tool_calls: [call] }, "length"), stop);
    assert.equal(doneOf(got).reason, "length");
    const end = got.events.find(({ type }) => type === "tool-call-end");
    assert.match(end?.type === "tool-call-end" ? (end.call.fault ?? "") : "", /cut off/);
  });
  it("ends what stood for “goes on” on every chunk", async () => {
    for (const reason of ["generating", "running", "gone"]) {
      assert.equal(doneOf(await run("custom-openai", chunk({ content: "Whole" }, reason), stop)).reason, "stop");
    }
  });
});
