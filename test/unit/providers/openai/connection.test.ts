import assert from "node:assert/strict";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { inspect } from "node:util";
import { createBrotliCompress, createDeflate, createGzip, gzipSync } from "node:zlib";
import {
  fetchTransport,
  loopbackTransport,
  type Transport,
} from "../../../../src/providers/http/transport/transport.ts";
import { selfSigned } from "../support/certificate.ts";
import { ask, collect, doneOf, failed, modelAt } from "../support/collect.ts";
import { answers, chunk, data, done, type Script, scriptedServer, streams } from "../support/scriptedServer.ts";

const hello = [chunk({ role: "assistant", content: null }), chunk({ content: "Hello" }), chunk({}, "stop"), done];

const page = "<!DOCTYPE html><html><body>Welcome to nginx</body></html>";

const transports: Readonly<Record<string, Transport>> = { fetch: fetchTransport, "plain HTTP": loopbackTransport };

for (const [name, transport] of Object.entries(transports)) {
  describe(`openai over ${name}`, () => {
    const run = async (script: Script) => {
      await using server = await scriptedServer(script);
      return await collect(modelAt(server.baseUrl, { transport }));
    };

    it("streams an answer", async () => {
      const got = await run(streams(...hello));
      assert.equal(doneOf(got).reason, "stop");
      assert.equal(got.text, "Hello");
    });

    it("takes a whole completion from a server that does not stream", async () => {
      const message = { role: "assistant", content: "Whole.", tool_calls: null };
      const body = {
        id: "c",
        model: "m",
        choices: [{ index: 0, message, finish_reason: "stop" }],
        usage: { prompt_tokens: 3 },
      };
      const got = await run(answers(200, body));
      assert.equal(doneOf(got).model, "m");
      assert.deepEqual(got.events.slice(0, 2), [
        { type: "text", delta: "Whole." },
        { type: "usage", usage: { inputTokens: 3 } },
      ]);
    });

    it("a stream that stops in the middle keeps its text and says so", async () => {
      const got = await run(({ response }) => {
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        response.write(chunk({ content: "The first half" }), () => response.destroy());
      });
      assert.equal(got.text, "The first half");
      assert.match(failed(got, "unavailable"), /stopped in mid-answer\. What came so far stays/);
    });

    it("a connection closed before any answer", async () => {
      const got = await run(({ response }) => void response.socket?.destroy());
      assert.match(failed(got, "unavailable"), /closed the connection before it answered/);
    });

    it("a web page with HTTP 200", async () => {
      const message = failed(await run(answers(200, page)), "protocol");
      assert.match(message, /What answered at 127\.0\.0\.1:\d+ is a web page \(HTTP 200\).*Check the address and port/);
    });

    it("a gateway's error page", async () => {
      assert.match(failed(await run(answers(502, page)), "unavailable"), /gateway.*HTTP 502/);
    });

    it("JSON of another program", async () => {
      assert.match(failed(await run(answers(200, { status: "up" })), "protocol"), /not a model's answer.*\/v1/);
    });

    it("plain words instead of JSON", async () => {
      assert.match(failed(await run(answers(200, "It works!")), "protocol"), /“It works!”/);
      assert.match(failed(await run(answers(404, "404 page not found")), "not-found"), /“404 page not found”/);
    });

    it("JSON that is cut off", async () => {
      failed(await run(answers(200, '{"choices": [{"message":')), "protocol");
    });

    it("an empty body", async () => {
      assert.match(failed(await run(answers(200, "")), "empty"), /gave an empty answer/);
    });

    it("a line that is not JSON in the stream", async () => {
      const got = await run(streams(chunk({ content: "Half" }), "data: {oops\n\n", chunk({}, "stop"), done));
      assert.equal(got.text, "Half");
      failed(got, "protocol");
    });

    it("an error with HTTP 200", async () => {
      const got = await run(answers(200, { error: { message: "Slow down", code: 429 } }));
      assert.match(failed(got, "rate-limit"), /“Slow down”/);
    });

    it("an error's status without a body, or with one that never ends", async () => {
      failed(await run(answers(500, "")), "unavailable");
      const endless = await run(async ({ response }) => {
        response.writeHead(401);
        while (!response.destroyed) await new Promise((next) => response.write(page.repeat(100), next));
      });
      failed(endless, "auth");
    });

    it("an answer that a proxy compressed, each piece when it comes", async () => {
      const compressors = { gzip: createGzip, deflate: createDeflate, br: createBrotliCompress };
      for (const [encoding, compressor] of Object.entries(compressors)) {
        const got = await run(async ({ response }) => {
          response.writeHead(200, { "Content-Type": "text/event-stream", "Content-Encoding": encoding });
          const compressed = compressor();
          compressed.pipe(response);
          for (const piece of hello) {
            compressed.write(piece);
            await new Promise<void>((flushed) => compressed.flush(flushed));
          }
          compressed.end();
        });
        assert.equal(doneOf(got).reason, "stop", encoding);
        assert.equal(got.text, "Hello", encoding);
      }
    });

    it("a compressed answer that breaks off keeps what came", async () => {
      const got = await run(({ response }) => {
        response.writeHead(200, { "Content-Type": "text/event-stream", "Content-Encoding": "gzip" });
        const whole = gzipSync(chunk({ content: "The first half" }));
        response.write(whole.subarray(0, -8), () => response.destroy());
      });
      failed(got, "unavailable");
    });

    it("a redirection is told, and nothing goes where it leads", async () => {
      await using other = await scriptedServer(streams(...hello));
      const got = await run(({ response }) => {
        response.writeHead(307, { Location: `${other.baseUrl}/chat/completions` });
        response.end();
      });
      assert.match(failed(got, "settings"), new RegExp(`sends requests on to ${other.baseUrl} \\(HTTP 307\\)`));
      assert.equal(other.exchanges.length, 0);
    });
  });
}

describe("openai connections that fail", () => {
  it("an unknown host", async () => {
    const message = failed(await collect(modelAt("https://gemma.invalid/v1?key=hush")), "unavailable");
    assert.match(message, /gemma\.invalid was not found.*Check the address/);
    assert.doesNotMatch(message, /hush/);
  });

  it("a port where nothing listens, with the command that starts the server", async () => {
    const { presets } = await import("../../../../src/providers/presets/presets.ts");
    const server = await scriptedServer(streams(done));
    await server[Symbol.asyncDispose]();
    const message = failed(await collect(modelAt(server.baseUrl, { preset: presets.ollama })), "unavailable");
    assert.match(message, new RegExp(`Ollama \\(127\\.0\\.0\\.1:${server.port}\\) is not running.*ollama serve`));
  });

  it("an untrusted certificate", async () => {
    await using server = await scriptedServer(streams(...hello), selfSigned());
    const message = failed(await collect(modelAt(server.baseUrl)), "unavailable");
    assert.match(message, /certificate that this machine does not trust.*http\.proxyStrictSSL/);
    assert.equal(server.exchanges.length, 0, "nothing was sent");
  });

  it("HTTPS asked of a server that speaks HTTP, and the reverse", async () => {
    await using plain = await scriptedServer(streams(...hello));
    assert.match(
      failed(await collect(modelAt(plain.baseUrl.replace("http", "https"))), "unavailable"),
      /Use http:\/\//,
    );
    await using tls = await scriptedServer(streams(...hello), selfSigned());
    assert.match(failed(await collect(modelAt(tls.baseUrl.replace("https", "http"))), "unavailable"), /use https:\/\//);
  });

  it("a port where something speaks another protocol", async () => {
    const server = createTcpServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      assert.match(failed(await collect(modelAt(`http://127.0.0.1:${port}`)), "protocol"), /not an HTTP server/);
    } finally {
      server.close();
    }
  });

  it("an invalid address, and a missing one", async () => {
    assert.match(failed(await collect(modelAt("localhost:8080")), "not-found"), /not a URL/);
    assert.match(failed(await collect(modelAt("")), "not-found"), /No address is set/);
  });

  it("a key that a server echoes, in whatever way, is never shown", async () => {
    const apiKey = "Zq8-not-of-any-known-form-1234";
    const echoes: ((key: string) => Script)[] = [
      (key) => answers(401, { error: { message: `bad key ${key}` } }),
      (key) => answers(500, `trace: Authorization=${key}`),
      (key) => answers(200, `Hello ${key}`),
      (key) => streams(chunk({ content: "a" }), data({ error: { message: key, metadata: { raw: key } } })),
    ];
    for (const echo of echoes) {
      await using server = await scriptedServer((exchange, count) =>
        echo(exchange.headers.authorization ?? assert.fail("no key came"))(exchange, count),
      );
      const { error } = await collect(modelAt(server.baseUrl, { apiKey }));
      assert.ok(error);
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /Zq8|1234/);
    }
  });

  it("after each failure the next question works", async () => {
    const scripts = [answers(500, page), streams(chunk({ content: "cut" })), streams(...hello)];
    await using server = await scriptedServer((exchange, count) => scripts[count]?.(exchange, count));
    const model = modelAt(server.baseUrl);
    failed(await collect(model), "unavailable");
    failed(await collect(model), "unavailable");
    assert.equal((await collect(model)).text, "Hello");
  });
});

describe("openai answers without content", () => {
  const run = async (...parts: string[]) => {
    await using server = await scriptedServer(streams(...parts));
    return await collect(modelAt(server.baseUrl));
  };

  it("only an end", async () => {
    failed(await run(chunk({ role: "assistant", content: "" }), chunk({}, "stop"), done), "empty");
    failed(await run(done), "empty");
    failed(await run(chunk({ content: "\n" }), chunk({}, "stop"), done), "empty");
  });

  it("thoughts alone", async () => {
    const got = await run(chunk({ reasoning_content: "Hm." }), chunk({}, "stop"), done);
    assert.equal(got.thought, "Hm.");
    assert.match(failed(got, "empty"), /thought, but gave no answer/);
  });

  it("thoughts up to the limit, or filtered: the reason tells it", async () => {
    assert.equal(doneOf(await run(chunk({ reasoning: "Hm" }), chunk({}, "length"), done)).reason, "length");
    assert.equal(doneOf(await run(chunk({}, "content_filter"), done)).reason, "content-filter");
  });

  it("an end mark without a finish reason is an end", async () => {
    assert.equal(doneOf(await run(chunk({ content: "Old server" }), done)).reason, "stop");
  });

  it("a finish reason “error” without more", async () => {
    failed(await run(chunk({ content: "a" }), chunk({}, "error"), done), "unavailable");
  });

  it("an error whose body is a mere text, as Ollama sends it", async () => {
    const got = await run(chunk({ content: "a" }), data({ error: "model runner has unexpectedly stopped" }));
    assert.match(failed(got, "unavailable"), /model runner has unexpectedly stopped/);
  });

  it("nothing asked for: the request itself", async () => {
    await using server = await scriptedServer(streams(...hello));
    await collect(modelAt(server.baseUrl, { apiKey: " k-123 ", headers: { "X-Team": "blue" } }), ask("hi"));
    const { method, path, headers, body } = server.exchanges[0] ?? assert.fail();
    assert.deepEqual([method, path], ["POST", "/v1/chat/completions"]);
    assert.equal(headers.authorization, "Bearer k-123");
    assert.equal(headers["x-team"], "blue");
    const telling = Object.keys(headers).filter((header) => /stainless|openai/i.test(header));
    assert.deepEqual(telling, [], "the SDK's headers tell of the machine");
    assert.deepEqual(body, {
      model: "gemma-4-31b-it",
      messages: [{ role: "user", content: "hi" }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });
});
