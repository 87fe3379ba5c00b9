import assert from "node:assert/strict";
import { presets } from "../../../../src/providers/presets/presets.ts";
import {
  fetchTransport,
  loopbackTransport,
  type Transport,
} from "../../../../src/providers/http/transport/transport.ts";
import { ask, collect, doneOf, failed, modelAt } from "../support/collect.ts";
import { answers, chunk, data, done, type Exchange, scriptedServer, streams } from "../support/scriptedServer.ts";

const head = { "Content-Type": "text/event-stream" };
/** Begins an answer and leaves it open. */
const begins = ({ response }: Exchange): void => {
  response.writeHead(200, head);
  response.write(chunk({ content: "Once" }));
};

describe("openai stop", () => {
  for (const [name, transport] of Object.entries({ fetch: fetchTransport, "plain HTTP": loopbackTransport })) {
    it(`in mid-answer, over ${name}: without waiting for the server, which sees it`, async () => {
      await using server = await scriptedServer(begins);
      const stop = new AbortController();
      const model = modelAt(server.baseUrl, { transport });
      const events: string[] = [];
      await assert.rejects(
        async () => {
          for await (const event of model.stream(ask(), stop.signal)) {
            events.push(event.type);
            stop.abort();
          }
        },
        (error: { fault?: { kind: string } }) => error.fault?.kind === "aborted",
      );
      assert.deepEqual(events, ["text"]);
      await server.exchanges[0]?.closed;
    });

    it(`before the answer's head, over ${name}`, async () => {
      const stop = new AbortController();
      await using server = await scriptedServer(() => stop.abort());
      failed(await collect(modelAt(server.baseUrl, { transport }), ask(), stop.signal), "aborted");
      await server.exchanges[0]?.closed;
    });

    it(`leaving the loop closes the connection, over ${name}`, async () => {
      await using server = await scriptedServer(begins);
      for await (const event of modelAt(server.baseUrl, { transport }).stream(ask(), new AbortController().signal)) {
        assert.equal(event.type, "text");
        break;
      }
      await server.exchanges[0]?.closed;
    });
  }

  it("before it began: nothing is sent", async () => {
    await using server = await scriptedServer(begins);
    failed(await collect(modelAt(server.baseUrl), ask(), AbortSignal.abort()), "aborted");
    assert.equal(server.exchanges.length, 0);
  });
});

describe("openai silence", () => {
  it("in mid-answer: the stream counts as stalled", async () => {
    await using server = await scriptedServer(begins);
    const got = await collect(modelAt(server.baseUrl, { timeouts: { idle: 60 } }));
    assert.equal(got.text, "Once");
    assert.match(failed(got, "unavailable"), /fell silent in mid-answer: nothing came for 0 s.*stays/);
    await server.exchanges[0]?.closed;
  });

  it("before the first byte: only where a limit is set, as for hosted servers", async () => {
    await using server = await scriptedServer(() => undefined);
    const got = await collect(modelAt(server.baseUrl, { timeouts: { first: 60 } }));
    assert.match(failed(got, "unavailable"), /did not begin to answer/);
    const { defaultTimeouts } = await import("../../../../src/providers/http/streamTimeouts.ts");
    assert.deepEqual([defaultTimeouts(true).first, defaultTimeouts(false).first], [undefined, 120_000]);
  });

  it("before the first byte: on this machine only if the server answers nothing else either", async () => {
    await using server = await scriptedServer(() => undefined);
    const got = await collect(modelAt(server.baseUrl, { timeouts: { lifeless: 80 } }));
    assert.match(failed(got, "unavailable"), /did not begin to answer/);
    assert.ok(server.exchanges.length > 1, "it was asked for a sign of life");
    await Promise.all(server.exchanges.map(({ closed }) => closed));
  });

  it("before the first byte: a server that loads for long but lives is waited for", async () => {
    let answer: Exchange | undefined;
    await using server = await scriptedServer((exchange, count) => {
      if (exchange.method === "POST") answer = exchange;
      else exchange.response.writeHead(404).end();
      // Eight signs take twice the time limit.
      if (count === 8) answer?.response.writeHead(200, head).end(chunk({ content: "Late" }, "stop") + done);
    });
    assert.equal((await collect(modelAt(server.baseUrl, { timeouts: { lifeless: 80 } }))).text, "Late");
    assert.ok(server.exchanges.length > 8);
  });

  it("keep-alive comments are no silence", async () => {
    await using server = await scriptedServer(({ response }) => {
      response.writeHead(200, head);
      let left = 6;
      const beat = setInterval(() => {
        response.write(left > 0 ? ": PROCESSING\n\n" : chunk({ content: "Late" }, "stop") + done);
        if (left-- > 0) return;
        clearInterval(beat);
        response.end();
      }, 50);
    });
    // Six beats take three times the time limit.
    assert.equal((await collect(modelAt(server.baseUrl, { timeouts: { idle: 100 } }))).text, "Late");
  });

  it("a connection left open after the end mark or the finish does not delay the answer", async () => {
    await using server = await scriptedServer((exchange, count) => {
      exchange.response.writeHead(200, head);
      exchange.response.write(chunk({ content: "All" }, "stop") + (count === 0 ? done : ""));
    });
    const model = modelAt(server.baseUrl, { timeouts: { idle: 60_000, settle: 50 } });
    for (let count = 0; count < 2; count++) {
      assert.equal(doneOf(await collect(model)).reason, "stop");
      await server.exchanges[count]?.closed;
    }
  });
});

describe("openai finishes that come early", () => {
  const call = (index: number, finish: string | null) =>
    chunk(
      {
        tool_calls: [{ index, id: `c${index}`, function: { name: "read_file", arguments: `{"path":"${index}.ts"}` } }],
      },
      finish,
    );
  const usage = data({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } });
  /** Ten times as long as an answer takes to settle. */
  const late = 200;
  const timeouts = { idle: 60_000, settle: 20 };
  const asked = async (first: string, last: string | undefined, more: object = {}) => {
    await using server = await scriptedServer(({ response }) => {
      response.writeHead(200, head);
      response.write(first);
      if (last !== undefined) setTimeout(() => response.end(last), late);
    });
    const got = await collect(modelAt(server.baseUrl, { timeouts: { ...timeouts, ...more } }));
    return got.events.flatMap((event) => (event.type === "tool-call-end" ? [event.call.arguments["path"]] : []));
  };

  const rows: readonly [name: string, first: string, last: string, calls: string[]][] = [
    ["the finish with the first call", call(0, "tool_calls"), call(1, "tool_calls") + done, ["0.ts", "1.ts"]],
    ["followed by only the finish", call(0, null) + chunk({}, "tool_calls"), call(1, null) + done, ["0.ts", "1.ts"]],
    ["the finish of an answer in words", call(0, null) + chunk({}, "stop"), call(1, null) + done, ["0.ts", "1.ts"]],
    ["before any call", chunk({}, "tool_calls"), call(0, "tool_calls") + done, ["0.ts"]],
    ["without an end mark", call(0, "tool_calls"), call(1, "tool_calls"), ["0.ts", "1.ts"]],
    ["counts with every chunk", usage + call(0, "tool_calls") + usage, call(1, null) + usage + done, ["0.ts", "1.ts"]],
  ];
  for (const [name, first, last, calls] of rows) {
    it(`wait for late calls: ${name}`, async () => assert.deepEqual(await asked(first, last), calls));
  }

  describe("with keep-alives after the end, on a connection that stays open", () => {
    const beating = async (first: string, more: object) => {
      await using server = await scriptedServer(({ response }) => {
        response.writeHead(200, head);
        response.write(first);
        const beat = setInterval(() => response.write(": PROCESSING\n\n"), 10);
        response.on("close", () => clearInterval(beat));
      });
      const got = await collect(modelAt(server.baseUrl, { timeouts: { ...timeouts, ...more } }));
      await server.exchanges[0]?.closed;
      return doneOf(got).reason;
    };
    const counted = call(0, "tool_calls").replace(/\}\n/, ',"usage":{"prompt_tokens":3,"completion_tokens":1}}\n');

    const ends: readonly [string, string, object, string][] = [
      ["calls that are counted after the finish", call(0, "tool_calls") + usage, {}, "tool-calls"],
      ["calls that are counted with the finish", counted, {}, "tool-calls"],
      ["words that are counted", chunk({ content: "All" }, "stop") + usage, {}, "stop"],
      ["words that are not counted", chunk({ content: "All" }, "stop"), {}, "stop"],
      ["calls that are not counted", call(0, "tool_calls"), { late: 60 }, "tool-calls"],
    ];
    for (const [name, first, more, reason] of ends) {
      it(`an answer ends soon: ${name}`, async () => assert.equal(await beating(first, more), reason));
    }
  });

  it("do not delay an answer with usage, and none for ever", async () => {
    assert.deepEqual(await asked(call(0, "tool_calls") + usage, undefined), ["0.ts"]);
    assert.deepEqual(await asked(call(0, "tool_calls"), undefined, { late: 60 }), ["0.ts"]);
    assert.deepEqual(await asked(call(0, "tool_calls"), undefined, { idle: 60 }), ["0.ts"]);
  });
});

describe("openai loading", () => {
  const loading = answers(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } });

  it("waits for a server that loads its model, and says so", async () => {
    await using server = await scriptedServer((exchange, count) =>
      (count < 2 ? loading : streams(chunk({ content: "Ready" }, "stop"), done))(exchange, count),
    );
    const got = await collect(modelAt(server.baseUrl, { preset: presets["llama-server"] }));
    assert.deepEqual(
      got.events.map((event) => event.type),
      ["waiting", "waiting", "text", "done"],
    );
    assert.deepEqual(got.events[0], { type: "waiting", phase: "loading" });
  });

  it("leaves the wait for a hosted server to the retries, which may use a fallback model", async () => {
    await using server = await scriptedServer(loading);
    const transport: Transport = (_, request) => fetchTransport(`${server.baseUrl}/chat/completions`, request);
    const hosted = modelAt("https://llm.example/v1", { preset: presets.openrouter, transport });
    const { error, events } = await collect(hosted);
    assert.deepEqual([error?.fault.kind, events], ["unavailable", []]);
    assert.match(error?.message ?? "", /still loading/);
  });

  it("can be stopped meanwhile", async () => {
    await using server = await scriptedServer(loading);
    const stop = new AbortController();
    const started = performance.now();
    await assert.rejects(
      async () => {
        for await (const event of modelAt(server.baseUrl).stream(ask(), stop.signal)) {
          assert.equal(event.type, "waiting");
          setImmediate(() => stop.abort());
        }
      },
      { name: "ModelError", message: "Stopped." },
    );
    assert.ok(performance.now() - started < 200 + 300);
    assert.equal(server.exchanges.length, 1);
  });

  it("another 503 is a fault", async () => {
    await using server = await scriptedServer(answers(503, { error: { message: "Overloaded", code: 503 } }));
    failed(await collect(modelAt(server.baseUrl)), "unavailable");
  });
});

describe("openai optional fields", () => {
  it("a field that the server refuses by name is left out, then and later", async () => {
    await using server = await scriptedServer((exchange, count) =>
      "stream_options" in exchange.body
        ? answers(400, { error: { message: "Unrecognized request argument supplied: stream_options" } })(
            exchange,
            count,
          )
        : streams(chunk({ content: "Fine" }, "stop"), done)(exchange, count),
    );
    const model = modelAt(server.baseUrl);
    assert.equal((await collect(model)).text, "Fine");
    assert.equal((await collect(model)).text, "Fine");
    assert.deepEqual(
      server.exchanges.map((exchange) => "stream_options" in exchange.body),
      [true, false, false],
    );
  });

  it("a refusal that names none of them is told", async () => {
    await using server = await scriptedServer(answers(400, { error: { message: "temperature is out of range" } }));
    assert.match(failed(await collect(modelAt(server.baseUrl)), "protocol"), /“temperature is out of range”/);
    assert.equal(server.exchanges.length, 1);
  });
});
