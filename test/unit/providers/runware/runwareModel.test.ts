import assert from "node:assert/strict";
import { inspect } from "node:util";
import { createRunwareModel, type RunwareModelOptions } from "../../../../src/providers/runware/runwareModel.ts";
import { ask, collect, doneOf, failed } from "../support/collect.ts";
import { answers, data, done, type Exchange, type Script, scriptedServer, streams } from "../support/scriptedServer.ts";

const modelAt = (baseUrl: string, options: Partial<RunwareModelOptions> = {}) =>
  createRunwareModel({ baseUrl, modelId: "google-gemma-4-31b", ...options });
const run = async (script: Script, options: Partial<RunwareModelOptions> = {}) => {
  await using server = await scriptedServer(script);
  return { ...(await collect(modelAt(server.baseUrl, options))), exchanges: server.exchanges };
};
/** The tasks of a request; its body is an array. */
const tasksOf = ({ body }: Exchange): Record<string, unknown>[] => Object.values(body) as Record<string, unknown>[];
const uuidOf = (exchange: Exchange): unknown => tasksOf(exchange)[0]?.["taskUUID"];

const hello = streams(data({ delta: { text: "Hello" } }), data({ finishReason: "stop" }), done);
const begins: Script = ({ response }) => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write(data({ delta: { text: "Once" } }));
};

describe("runware request", () => {
  it("is an array of one task, with the key as bearer; the model has no tools of its own", async () => {
    const got = await run(hello, { apiKey: " k-123 " });
    assert.equal(doneOf(got).reason, "stop");
    const exchange = got.exchanges[0] ?? assert.fail();
    assert.deepEqual([exchange.method, exchange.path], ["POST", "/v1"]);
    assert.equal(exchange.headers.authorization, "Bearer k-123");
    assert.ok(Array.isArray(exchange.body));
    assert.equal(tasksOf(exchange).length, 1);
    assert.match(String(uuidOf(exchange)), /^[0-9a-f-]{36}$/);
    assert.equal(modelAt("http://x.invalid").info.nativeTools, false);
  });

  it("each question is a task of its own", async () => {
    await using server = await scriptedServer(hello);
    const model = modelAt(server.baseUrl);
    await collect(model);
    await collect(model);
    assert.notEqual(uuidOf(server.exchanges[0] ?? assert.fail()), uuidOf(server.exchanges[1] ?? assert.fail()));
  });

  it("a parameter out of range is refused before anything is sent", async () => {
    const got = await run(hello, { parameters: { settings: { topK: 500 } } });
    assert.match(failed(got, "settings"), /“settings.topK” takes 1 to 100/);
    assert.equal(got.exchanges.length, 0);
  });
});

describe("runware sync", () => {
  const parameters = { deliveryMethod: "sync" } as const;
  const usage = { promptTokens: 5, completionTokens: 2, totalTokens: 7, thinkingTokens: 1 };

  it("gives text, usage and cost", async () => {
    const got = await run(answers(200, { data: [{ text: "Whole.", finishReason: "length", usage, cost: 0.001 }] }), {
      parameters,
    });
    assert.deepEqual(got.events, [
      { type: "text", delta: "Whole." },
      { type: "usage", usage: { inputTokens: 5, outputTokens: 2, thoughtTokens: 1, cost: 0.001 } },
      { type: "done", reason: "length" },
    ]);
  });

  it("tells several results one after another", async () => {
    const results = [
      { text: "A", cost: 1 },
      { text: "B", cost: 2 },
    ];
    const got = await run(answers(200, { data: results }), { parameters: { ...parameters, numberResults: 2 } });
    assert.equal(got.text, "A\n\n---\n\nB");
    assert.deepEqual(got.events.at(-2), { type: "usage", usage: { cost: 3 } });
  });

  describe("several results to choose from", () => {
    const two = { ...parameters, numberResults: 2 };
    const asked = async (data: readonly object[], results: "one" | "several") => {
      await using server = await scriptedServer(answers(200, { data }));
      const request = ask("hi", { results });
      const got = await collect(modelAt(server.baseUrl, { parameters: two }), request);
      const [task] = server.exchanges[0]?.body as unknown as [Record<string, unknown>];
      return { ...got, wanted: task["numberResults"] };
    };
    const whole = (text: string) => ({ text, finishReason: "stop", usage, cost: 1 });

    it("come as one answer and its alternatives; all are billed, and one prompt fills the window", async () => {
      const got = await asked([whole("A"), { ...whole("B"), reasoningContent: "Hm." }], "several");
      assert.equal(got.wanted, 2);
      assert.deepEqual(got.events, [
        { type: "text", delta: "A" },
        { type: "alternatives", texts: ["B"] },
        { type: "usage", usage: { inputTokens: 10, outputTokens: 4, thoughtTokens: 2, cost: 2, results: 2 } },
        { type: "done", reason: "stop" },
      ]);
    });

    const left: readonly [string, object, object, string][] = [
      ["an empty one", { text: "", cost: 1 }, whole("B"), "B"],
      ["one that was broken off", { text: "A", finishReason: "network_error", cost: 1 }, whole("B"), "B"],
      ["one that was filtered", whole("A"), { text: "B", finishReason: "content_filter", cost: 1 }, "A"],
      ["one that reached its limit", { text: "A", finishReason: "length", cost: 1 }, whole("B"), "B"],
    ];
    for (const [name, first, second, text] of left) {
      it(`leave out ${name}, say so, and count its cost`, async () => {
        const got = await asked([first, second], "several");
        assert.equal(got.text, text);
        assert.ok(got.events.every(({ type }) => type !== "alternatives"));
        const notice = got.events.flatMap((event) => (event.type === "notice" ? [event.message] : []));
        assert.deepEqual(notice, [
          "1 of 2 results was empty or broken off and is left out; Runware bills all of them.",
        ]);
        assert.equal(got.events.flatMap((event) => (event.type === "usage" ? [event.usage.cost] : []))[0], 2);
      });
    }

    it("whose end is unstated are kept, and that is said once", async () => {
      const unstated = (text: string) => ({ ...whole(text), finishReason: "unknown" });
      const got = await asked([unstated("A"), unstated("B")], "several");
      assert.equal(got.text, "A");
      assert.deepEqual(
        got.events.flatMap((event) => (event.type === "alternatives" ? event.texts : [])),
        ["B"],
      );
      assert.equal(got.events.filter(({ type }) => type === "notice").length, 1);
    });

    it("are told as cut where none is whole, and fail where none can be read", async () => {
      const cut = { text: "A", finishReason: "length" };
      assert.equal(doneOf(await asked([cut, cut], "several")).reason, "length");
      failed(await asked([{ text: "" }, { text: "" }], "several"), "empty");
    });

    it("are one where the caller takes one, and that is said", async () => {
      const got = await asked([whole("A")], "one");
      assert.equal(got.wanted, undefined);
      assert.equal(got.text, "A");
      const notice = got.events.flatMap((event) => (event.type === "notice" ? [event.message] : []));
      assert.match(notice.join(), /^One result was asked for: .* are for new questions in Ask mode\.$/);
    });

    it("are one where the server sends one", async () => {
      const got = await asked([whole("A")], "several");
      assert.deepEqual(got.events.at(0), { type: "text", delta: "A" });
      assert.ok(got.events.every(({ type }) => type !== "alternatives" && type !== "notice"));
    });
  });

  it("faults: an error body, nothing, JSON of another program, a stop", async () => {
    const errors = [{ code: "invalidModel", message: "No such model.", parameter: ["model"] }];
    assert.match(failed(await run(answers(400, { errors }), { parameters }), "not-found"), /“No such model”/);
    assert.match(failed(await run(answers(200, { errors }), { parameters }), "not-found"), /“No such model”/);
    failed(await run(answers(200, { data: [{ text: "" }] }), { parameters }), "empty");
    failed(await run(answers(200, { status: "up" }), { parameters }), "protocol");
    const stop = new AbortController();
    await using server = await scriptedServer(() => stop.abort());
    failed(await collect(modelAt(server.baseUrl, { parameters }), ask(), stop.signal), "aborted");
    await server.exchanges[0]?.closed;
  });
});

describe("runware async", () => {
  const parameters = { deliveryMethod: "async" } as const;
  /** Acknowledges the task, then answers the polls. */
  const polled = async (polls: readonly Script[], stop = new AbortController(), stopAt = Number.POSITIVE_INFINITY) => {
    const waits: number[] = [];
    await using server = await scriptedServer((exchange, count) =>
      count === 0
        ? answers(200, { data: [{ taskType: "textInference", taskUUID: uuidOf(exchange) }] })(exchange, count)
        : (polls[Math.min(count - 1, polls.length - 1)] ?? assert.fail())(exchange, count),
    );
    const pause = async (ms: number) => {
      waits.push(ms);
      if (waits.length === stopAt) stop.abort();
    };
    const got = await collect(modelAt(server.baseUrl, { parameters, pause }), ask(), stop.signal);
    return { ...got, waits, exchanges: server.exchanges };
  };
  const processing: Script = (exchange, count) =>
    answers(200, { data: [{ taskUUID: uuidOf(exchange), status: "processing" }] })(exchange, count);
  const success: Script = (exchange, count) =>
    answers(200, {
      data: [
        { taskUUID: "another", status: "success", text: "Not mine" },
        { taskUUID: uuidOf(exchange), status: "success", text: "Mine", finishReason: "stop", cost: 0.002 },
      ],
    })(exchange, count);

  it("asks in growing steps until the result is there", async () => {
    const got = await polled([...Array<Script>(9).fill(processing), success]);
    assert.deepEqual(got.events, [
      { type: "waiting", phase: "queued" },
      { type: "text", delta: "Mine" },
      { type: "usage", usage: { cost: 0.002 } },
      { type: "done", reason: "stop" },
    ]);
    assert.deepEqual(
      got.waits.map((ms) => Math.round(ms)),
      [1000, 500, 750, 1125, 1688, 2531, 3797, 5695, 8543, 10_000],
    );
    const [sent, poll] = got.exchanges;
    assert.ok(sent && poll);
    assert.deepEqual(tasksOf(poll), [{ taskType: "getResponse", taskUUID: uuidOf(sent) }]);
  });

  it("a poll that fails for a moment is asked again, one that keeps failing is told", async () => {
    const busy = answers(503, { errors: [{ code: "busy", message: "Busy." }] });
    assert.equal((await polled([busy, busy, success])).text, "Mine");
    const got = await polled([busy]);
    assert.match(failed(got, "unavailable"), /“Busy”/);
    assert.equal(got.waits.length, 5);
  });

  it("an error that the task ended with is told at once, and one that never ends at last", async () => {
    const errors = answers(200, { errors: [{ code: "providerError", message: "It died." }] });
    const got = await polled([errors]);
    assert.match(failed(got, "unavailable"), /“It died”/);
    assert.equal(got.waits.length, 1);
    const failedTask: Script = (exchange, count) =>
      answers(200, { data: [{ taskUUID: uuidOf(exchange), status: "error" }] })(exchange, count);
    failed(await polled([failedTask]), "unavailable");
    const endless = await polled([processing]);
    assert.match(failed(endless, "unavailable"), /nothing came for 600 s/);
  });

  it("can be stopped while it waits: nothing more is asked", async () => {
    const got = await polled([processing], new AbortController(), 2);
    failed(got, "aborted");
    assert.equal(got.exchanges.length, 2);
  });
});

describe("runware faults", () => {
  it("errors before the answer, and in HTTP 200", async () => {
    const error = (code: string, message: string) => ({
      errors: [{ code, message, parameter: "x", taskType: "textInference" }],
    });
    failed(await run(answers(401, error("invalidApiKey", "Bad.")), { apiKey: "k-1234" }), "auth");
    failed(await run(answers(200, error("insufficientCredits", "None left."))), "credit");
    failed(await run(answers(429, error("rateLimit", "Slow"), { "retry-after": "3" })), "rate-limit");
    failed(await run(answers(200, "<!DOCTYPE html><html></html>")), "protocol");
    failed(await run(streams("data: {oops\n\n")), "protocol");
    failed(await run(streams(data({ novelty: 1 }))), "protocol");
    failed(await run(streams(data({ finishReason: "stop" }), done)), "empty");
    failed(await run(({ response }) => void response.socket?.destroy()), "unavailable");
  });

  it("takes a whole answer from a server that does not stream", async () => {
    assert.equal((await run(answers(200, { data: [{ text: "Whole.", finishReason: "stop" }] }))).text, "Whole.");
  });

  it("a key that the server echoes is never shown", async () => {
    const apiKey = "Zq8-not-of-any-known-form-1234";
    for (const deliveryMethod of ["stream", "sync"] as const) {
      const script = answers(400, { errors: [{ code: "x", message: `bad ${apiKey}` }] });
      const { error } = await run(script, { apiKey, parameters: { deliveryMethod } });
      assert.ok(error);
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /Zq8|1234/);
    }
  });

  it("silence in mid-answer", async () => {
    const got = await run(begins, { timeouts: { idle: 60 } });
    assert.equal(got.text, "Once");
    failed(got, "unavailable");
  });
});

describe("runware stop", () => {
  it("in mid-answer, by leaving the loop, and before it began", async () => {
    await using server = await scriptedServer(begins);
    const stop = new AbortController();
    await assert.rejects(
      async () => {
        for await (const event of modelAt(server.baseUrl).stream(ask(), stop.signal)) {
          assert.equal(event.type, "text");
          stop.abort();
        }
      },
      { message: "Stopped." },
    );
    await server.exchanges[0]?.closed;
    for await (const event of modelAt(server.baseUrl).stream(ask(), new AbortController().signal)) {
      assert.equal(event.type, "text");
      break;
    }
    await server.exchanges[1]?.closed;
    failed(await collect(modelAt(server.baseUrl), ask(), AbortSignal.abort()), "aborted");
    assert.equal(server.exchanges.length, 2);
  });
});
