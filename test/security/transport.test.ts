import assert from "node:assert/strict";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { ModelError } from "../../src/model/modelError.ts";
import { listModels } from "../../src/providers/discovery/listModels.ts";
import { probeWith } from "../../src/providers/discovery/probe.ts";
import { fetchTransport, loopbackTransport } from "../../src/providers/http/transport/transport.ts";
import { createOpenAiModel } from "../../src/providers/openai/openAiModel.ts";
import { presets } from "../../src/providers/presets/presets.ts";

/** What a server writes to each request: bytes, after which it ends the connection or keeps it open. */
type Answer = { name: string; write: readonly (string | Buffer)[]; stays?: true; repeats?: true };

const head = (status: string, ...fields: string[]): string =>
  `${[`HTTP/1.1 ${status}`, ...fields].join("\r\n")}\r\n\r\n`;
const json = "Content-Type: application/json";
const chunk = 'data: {"choices":[{"delta":{"content":"x"}}]}\n\n';
const whole = JSON.stringify({
  choices: [{ message: { content: "Hi." }, finish_reason: "stop" }],
  data: [{ id: "m" }],
});
const error = (type: string): string => JSON.stringify({ error: { message: "no", type, code: type, status: type } });
const encoded = (encoding: string, body: string | Buffer, stays?: true): Answer => ({
  name: `an encoding: ${encoding}${stays ? ", without an end" : ""}`,
  write: [head("200 OK", json, `Content-Encoding: ${encoding}`), body],
  ...(stays && { stays }),
});
/** Words that every object knows without holding them. */
const inherited = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf"];

/** To add a case, add a row: the call must end with words or an answer, and a stop must end it within a second. */
const answers: readonly Answer[] = [
  {
    name: "101 with an upgrade",
    write: [head("101 Switching Protocols", "Connection: Upgrade", "Upgrade: ws")],
    stays: true,
  },
  { name: "101 without an upgrade", write: [head("101 Switching Protocols")], stays: true },
  { name: "101 and an answer", write: [head("101 Switching Protocols", "Upgrade: h2c"), head("200 OK", json), whole] },
  { name: "100 without end", write: [head("100 Continue")], repeats: true },
  { name: "102 without end", write: [head("102 Processing")], repeats: true },
  { name: "103 without end", write: [head("103 Early Hints", "Link: </a>; rel=preload")], repeats: true },
  { name: "199 alone", write: [head("199 Hm")], stays: true },
  { name: "one 100, then silence", write: [head("100 Continue")], stays: true },
  ...["000", "0", "99", "600", "999", "1000", "abc", "-1", "2e2", ""].map((status): Answer => {
    return { name: `status "${status}"`, write: [head(`${status} Odd`, json), whole] };
  }),
  ...[
    "204 No",
    "205 Reset",
    "304 Same",
    "206 Part",
    "226 IM",
    "299 Odd",
    "399 Odd",
    "418 Tea",
    "451 Law",
    "599 Odd",
  ].map((status): Answer => ({ name: `status ${status}`, write: [head(status, json), whole] })),
  ...[...inherited, "zstd", "compress", "identity", "utf-8", ",", "gzip,".repeat(4)].map((name) =>
    encoded(name, whole),
  ),
  encoded("gzip", "no gzip at all"),
  encoded("gzip", gzipSync(whole).subarray(0, 20)),
  encoded("gzip", gzipSync(whole).subarray(0, 20), true),
  encoded("gzip, gzip", gzipSync(gzipSync(whole))),
  encoded("gzip, gzip, gzip", gzipSync(gzipSync(gzipSync(whole)))),
  encoded("GZIP, constructor", gzipSync(whole)),
  encoded("br", "no brotli"),
  encoded("deflate", Buffer.alloc(100, 255)),
  ...inherited.flatMap((type): Answer[] => [
    { name: `an error of type ${type}`, write: [head("400 Bad", json), error(type)] },
    {
      name: `a late error of type ${type}`,
      write: [head("200 OK", "Content-Type: text/event-stream"), `data: ${error(type)}\n\n`],
    },
    { name: `a wait named ${type}`, write: [head("429 Slow", json, "Retry-After: 86400", `${type}: 1`), error(type)] },
  ]),
  { name: "headers without an end", write: ["HTTP/1.1 200 OK\r\n"], stays: true },
  { name: "one header without an end", write: ["HTTP/1.1 200 OK\r\nX: ", "a".repeat(200_000)], stays: true },
  {
    name: "too many headers",
    write: [head("200 OK", json, ...Array.from({ length: 20_000 }, (_, i) => `X-${i}: a`)), whole],
  },
  { name: "a header named __proto__", write: [head("200 OK", json, "__proto__: a", "constructor: b"), whole] },
  { name: "the head, then silence", write: [head("200 OK", json)], stays: true },
  { name: "the head, then the end", write: [head("200 OK", json, "Content-Length: 10")] },
  { name: "a part, then silence", write: [head("200 OK", "Content-Type: text/event-stream"), chunk], stays: true },
  {
    name: "trailers",
    write: [
      head("200 OK", json, "Transfer-Encoding: chunked", "Trailer: X"),
      `${whole.length.toString(16)}\r\n${whole}\r\n0\r\nX: y\r\n\r\n`,
    ],
  },
  { name: "a chunk of no size", write: [head("200 OK", json, "Transfer-Encoding: chunked"), "zz\r\nabc\r\n"] },
  {
    name: "a chunk too large",
    write: [head("200 OK", json, "Transfer-Encoding: chunked"), "FFFFFFFFFFFFFFFFF\r\nabc\r\n"],
  },
  { name: "a chunk too short", write: [head("200 OK", json, "Transfer-Encoding: chunked"), "ff\r\nabc"] },
  { name: "two lengths", write: [head("200 OK", json, "Content-Length: 3", "Content-Length: 5"), "abcde"] },
  { name: "a negative length", write: [head("200 OK", json, "Content-Length: -1"), whole] },
  { name: "a redirect to itself", write: [head("307 Moved", "Location: /v1/chat/completions", "Content-Length: 0")] },
  { name: "a redirect without a place", write: [head("302 Found", "Content-Length: 0")] },
  { name: "a redirect to a script", write: [head("302 Found", "Location: javascript:alert(1)", "Content-Length: 0")] },
  { name: "no HTTP", write: ["SSH-2.0-OpenSSH\r\n"] },
  { name: "nothing, then the end", write: [] },
  { name: "nothing at all", write: [], stays: true },
  { name: "half a character, then silence", write: [head("200 OK", json), Buffer.from([0xe2, 0x82])], stays: true },
];

describe("a server's answer", () => {
  let server: Server;
  let baseUrl: string;
  let current: Answer;
  const open = new Set<Socket>();
  before((done) => {
    server = createServer((socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket)).on("error", () => undefined);
      socket.once("data", () => void answer(socket, current));
    }).listen(0, "127.0.0.1", () => {
      baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
      done();
    });
  });
  after((done) => {
    for (const socket of open) socket.destroy();
    server.close(done);
  });

  const short = { first: 120, idle: 120, settle: 50, late: 50 };
  const long = { first: 60_000, idle: 60_000, settle: 60_000, late: 60_000 };
  const transports = { own: loopbackTransport, editor: fetchTransport };
  const streamed = async (
    transport: keyof typeof transports,
    signal: AbortSignal,
    timeouts = short,
  ): Promise<string> => {
    const model = createOpenAiModel({
      preset: presets.custom,
      baseUrl,
      modelId: "m",
      timeouts,
      transport: transports[transport],
    });
    let last = "";
    const request = {
      messages: [{ role: "user" as const, parts: [{ type: "text" as const, text: "Hi" }] }],
      tools: [],
      sampling: {},
    };
    for await (const event of model.stream(request, signal)) last = event.type;
    return last;
  };
  const ended = async (work: Promise<string>): Promise<void> => {
    try {
      assert.equal(await work, "done");
    } catch (error) {
      assert.ok(error instanceof ModelError, String(error));
      assert.match(error.message, /^(?:Stopped|\S.{10,})\.$/s);
    }
  };

  for (const row of answers) {
    it(`ends with words or an answer: ${row.name}`, async () => {
      current = row;
      const never = new AbortController().signal;
      await Promise.all([ended(streamed("own", never)), ended(streamed("editor", never))]);
    });
    if (row.stays ?? row.repeats)
      it(`is left within a second of a stop: ${row.name}`, async () => {
        current = row;
        for (const transport of ["own", "editor"] as const) {
          const stop = new AbortController();
          const list = { signal: stop.signal, transport: transports[transport], timeoutMs: 60_000 };
          const works = [
            ended(streamed(transport, stop.signal, long)),
            ended(listModels({ preset: presets.custom, baseUrl }, list).then(() => "done")),
            probeWith(stop.signal, 60_000, transports[transport])(`${baseUrl}/models`),
          ];
          const asked = performance.now();
          setTimeout(() => stop.abort(), 30);
          await Promise.all(works);
          assert.ok(performance.now() - asked < 1000, "a stop took over a second");
        }
      });
  }

  it("settles where a transport ignores everything", async () => {
    const stop = new AbortController();
    const deaf = () => new Promise<Response>(() => undefined);
    const mute = () =>
      Promise.resolve(new Response(new ReadableStream({ cancel: () => new Promise(() => undefined) })));
    setTimeout(() => stop.abort(), 20);
    for (const transport of [deaf, mute]) {
      const work = listModels({ preset: presets.custom, baseUrl }, { signal: stop.signal, transport });
      await assert.rejects(work, { message: "Stopped." });
    }
  });
});

async function answer(socket: Socket, { write, stays, repeats }: Answer): Promise<void> {
  do {
    for (const part of write) socket.write(part);
    await new Promise((resolve) => setImmediate(resolve));
  } while (repeats && !socket.destroyed);
  if (!stays) socket.end();
}
