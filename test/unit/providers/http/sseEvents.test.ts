import assert from "node:assert/strict";
import { sseEvents } from "../../../../src/providers/http/sseEvents.ts";

const stream = (text: string, size: number): ReadableStream<Uint8Array> => {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / size);
  return ReadableStream.from(Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size)));
};

async function read(text: string, size = 1_000_000) {
  const events = [];
  for await (const event of sseEvents(stream(text, size))) events.push(event);
  return events;
}

const plain = (...values: unknown[]) => values.map((json) => ({ name: undefined, json }));

describe("events of a stream", () => {
  const rows: readonly [title: string, text: string, expected: unknown][] = [
    ["one a line, blank lines between", 'data: {"a":1}\n\ndata: {"a":2}\n\n', plain({ a: 1 }, { a: 2 })],
    ["line ends of Windows", 'data: {"a":1}\r\n\r\ndata: {"a":2}\r\n\r\n', plain({ a: 1 }, { a: 2 })],
    ["no space after the colon", 'data:{"a":1}\n\n', plain({ a: 1 })],
    ["JSON over several lines", 'data: {"a":\ndata: 1}\n\n', plain({ a: 1 })],
    ["names", 'event: error\ndata: {"a":1}\n\ndata: 2\n\n', [{ name: "error", json: { a: 1 } }, ...plain(2)]],
    ["comments, ids and unknown fields", ": alive\n\nid: 7\nretry: 10\nodd\ndata: 1\n\n", plain(1)],
    ["a byte order mark", '\ufeffdata: {"a":1}\n\n', plain({ a: 1 })],
    ["the end mark", "data: 1\n\ndata: [DONE]\n\n", plain(1)],
    ["empty data", "data:\n\ndata: 1\n\n", plain(1)],
    ["a last event without its blank line", "data: 1\n\ndata: 2", plain(1, 2)],
    ["characters of several bytes", 'data: "é日🎈"\n\n', plain("é日🎈")],
  ];
  for (const [title, text, expected] of rows) {
    it(title, async () => {
      for (const size of [1, 2, 3, 7, 1000]) assert.deepEqual(await read(text, size), expected, `in pieces of ${size}`);
    });
  }

  it("no JSON is an error of its own kind", () => assert.rejects(read("data: oops\n\n"), SyntaxError));

  it("an event without end is given up", async () => {
    const endless = `data: "${"x".repeat(17 * 1024 * 1024)}`;
    await assert.rejects(read(endless));
  });
});
