import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";

/** What a server writes to each request: bytes, after which it ends the connection or keeps it open. */
export type Answer = { name: string; write: readonly (string | Buffer)[]; stays?: true; repeats?: true };

const head = (status: string, ...fields: string[]): string =>
  `${[`HTTP/1.1 ${status}`, ...fields].join("\r\n")}\r\n\r\n`;
const json = "Content-Type: application/json";

/** The words of a wire: a piece of a stream, a whole answer, an error within a stream, and the type of a stream. */
export type WireWords = { chunk: string; whole: string; late: (error: string) => string; stream: string };

const openAi: WireWords = {
  chunk: 'data: {"choices":[{"delta":{"content":"x"}}]}\n\n',
  whole: JSON.stringify({
    choices: [{ message: { content: "Hi." }, finish_reason: "stop" }],
    data: [{ id: "m" }],
  }),
  late: (error) => `data: ${error}\n\n`,
  stream: "text/event-stream",
};
const error = (type: string): string => JSON.stringify({ error: { message: "no", type, code: type, status: type } });
/** Words that every object knows without holding them. */
const inherited = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf"];

/** To add a case, add a row: the call must end with words or an answer, and a stop must end it within a second. */
export function answersOf({ chunk, whole, late, stream }: WireWords): readonly Answer[] {
  const encoded = (encoding: string, body: string | Buffer, stays?: true): Answer => ({
    name: `an encoding: ${encoding}${stays ? ", without an end" : ""}`,
    write: [head("200 OK", json, `Content-Encoding: ${encoding}`), body],
    ...(stays && { stays }),
  });
  return [
    {
      name: "101 with an upgrade",
      write: [head("101 Switching Protocols", "Connection: Upgrade", "Upgrade: ws")],
      stays: true,
    },
    { name: "101 without an upgrade", write: [head("101 Switching Protocols")], stays: true },
    {
      name: "101 and an answer",
      write: [head("101 Switching Protocols", "Upgrade: h2c"), head("200 OK", json), whole],
    },
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
        write: [head("200 OK", `Content-Type: ${stream}`), late(error(type))],
      },
      {
        name: `a wait named ${type}`,
        write: [head("429 Slow", json, "Retry-After: 86400", `${type}: 1`), error(type)],
      },
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
    { name: "a part, then silence", write: [head("200 OK", `Content-Type: ${stream}`), chunk], stays: true },
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
    {
      name: "a redirect to a script",
      write: [head("302 Found", "Location: javascript:alert(1)", "Content-Length: 0")],
    },
    { name: "no HTTP", write: ["SSH-2.0-OpenSSH\r\n"] },
    { name: "nothing, then the end", write: [] },
    { name: "nothing at all", write: [], stays: true },
    { name: "half a character, then silence", write: [head("200 OK", json), Buffer.from([0xe2, 0x82])], stays: true },
  ];
}

export const openAiAnswers = answersOf(openAi);

/** Writes an answer as its row says. */
export async function answer(socket: Socket, { write, stays, repeats }: Answer): Promise<void> {
  do {
    for (const part of write) socket.write(part);
    await new Promise((resolve) => setImmediate(resolve));
  } while (repeats && !socket.destroyed);
  if (!stays) socket.end();
}
