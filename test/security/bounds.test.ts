import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { streamingArguments } from "../../src/agent/tools/streamingArguments.ts";
import { parseChat } from "../../src/chat/store/chatFile.ts";
import { ModelError } from "../../src/model/modelError.ts";
import { fenced } from "../../src/prompts/code.ts";
import { readArguments } from "../../src/providers/answer/callText.ts";
import { listModels } from "../../src/providers/discovery/listModels.ts";
import { probeWith } from "../../src/providers/discovery/probe.ts";
import { parseGgufHead } from "../../src/providers/embedded/format/gguf.ts";
import { faultOf, type StreamFault } from "../../src/providers/faults/faultOf.ts";
import { decoded } from "../../src/providers/http/transport/decoded.ts";
import { createOpenAiModel } from "../../src/providers/openai/openAiModel.ts";
import { presets } from "../../src/providers/presets/presets.ts";
import { refusalWords } from "../../src/providers/repairs/refusal.ts";
import { cpuMs } from "../support/cpu.ts";
import { Readable } from "node:stream";

/** Nothing may block the host for 100 ms; five times as much leaves room for slow machines. */
const LIMIT_MS = 500;
const MB = 1024 * 1024;
const times = (text: string, characters: number): string => text.repeat(Math.ceil(characters / text.length));
const nested = (depth: number, open = "[", close = "]"): string => open.repeat(depth) + close.repeat(depth);
const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u64 = (value: number): Buffer => Buffer.concat([u32(value % 2 ** 32), u32(Math.floor(value / 2 ** 32))]);
const gguf = (tensors: number, entries: number, ...rest: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from("GGUF"), u32(3), u64(tensors), u64(entries), ...rest]);
const attempt = (work: () => unknown) => () => {
  try {
    work();
  } catch (error) {
    if (error instanceof RangeError) throw error;
  }
};

/** Letters that the phrase lists look for. */
const letters = [
  ..." a.{[\"'\\<\n0-:/",
  "model ",
  "not ",
  "model not ",
  "rate limit ",
  "per minute ",
  "tokens ",
  "1,",
  "1,000 tokens ",
  "key ",
  "sk-",
  "Bearer ",
  "organization ",
  "permission ",
  "violated our ",
  "guardrail ",
  "access to ",
  "try again in ",
  "1h",
  "maximum context length is ",
  "n_ctx ",
  "'a'",
  '{"a":"',
  "'input': ",
  "memory ",
  "GiB ",
  "https://a.b/",
  "loading ",
  "parallel ",
  "deployment ",
  "\u6a21\u578b",
  " \t",
  "e.",
];
const target = { url: "https://a.example", local: true, hasKey: true, secrets: ["secret-0123456789"] };
const answerOf = (body: string, status: number): StreamFault => ({
  at: "answer",
  status,
  headers: new Headers(),
  body,
});

/** To add a case, add a row: what the host does at once with one input. */
const rows: readonly (readonly [string, () => unknown])[] = [
  ...letters.flatMap((each): [string, () => unknown][] => {
    const words = times(each, MB);
    const body = JSON.stringify({ error: { message: words, type: words } });
    const faults = [answerOf(words, 400), answerOf(body, 429), answerOf(body, 503), answerOf(words, 200)];
    const shown = JSON.stringify(each);
    return [
      [`words of an error: ${shown}`, () => faults.forEach((fault) => faultOf(fault, target))],
      [`a late error: ${shown}`, () => faultOf({ at: "stream", error: { message: words, code: words } }, target)],
      [`garbled words: ${shown}`, () => faultOf({ at: "garbled", words }, target)],
      [`words of a refusal: ${shown}`, () => refusalWords(answerOf(body, 400)) ?? refusalWords(answerOf(words, 400))],
    ];
  }),
  ["deep arguments", attempt(() => readArguments(`{"a":${nested(MB)}}`))],
  ["deep objects as arguments", attempt(() => readArguments(times('{"a":', MB)))],
  ["arguments of many values", attempt(() => readArguments(`{"a":[${times("0,", MB)}0]}`))],
  ["arguments in arguments", attempt(() => readArguments(JSON.stringify(JSON.stringify(times("\\", MB)))))],
  ["deep error", () => faultOf(answerOf(times('{"error":', MB), 400), target)],
  ["deep late error", () => faultOf({ at: "stream", error: { message: times('{"error":', MB) } }, target)],
  ["many entries of an error", () => faultOf({ at: "stream", error: { errors: Array(100_000).fill({}) } }, target)],
  ["back-ticks in runs", () => fenced(times("` ", MB))],
  ["back-ticks in one run", () => fenced(times("`", MB))],
  ["streamed arguments, deep", () => streamingArguments(["a"]).push(times('{"a":', MB))],
  ["streamed arguments, deep with values", () => streamingArguments(["a"]).push(times('{"a":"x","b":', MB))],
  ["streamed arguments, many values", () => streamingArguments(["a"]).push(`{"l":[${times('{"a":"x"},', MB)}`)],
  ["streamed arguments, escapes", () => streamingArguments(["a"]).push(`{"a":"${times("\\u0041", MB)}`)],
  ["streamed arguments, closed too often", () => streamingArguments(["a"]).push(times("]}", MB))],
  ["a stored line, huge", () => parseChat(times("x", 16 * MB))],
  ["a stored line, deep", () => parseChat(nested(MB))],
  ["a stored line of many values", () => parseChat(`[${times("0,", 4 * MB)}0]`)],
  ["a head of many entries", attempt(() => parseGgufHead(gguf(0, 90_000_000, Buffer.alloc(16 * MB))))],
  ["a head of many tensors", attempt(() => parseGgufHead(gguf(90_000_000, 0, Buffer.alloc(16 * MB))))],
  ["a head with a long key", attempt(() => parseGgufHead(gguf(0, 1, u64(90_000_000), Buffer.alloc(8 * MB))))],
  [
    "a head with a long array",
    attempt(() => parseGgufHead(gguf(0, 1, u64(0), u32(9), u32(8), u64(90_000_000), Buffer.alloc(32 * MB)))),
  ],
  [
    "a head with arrays in arrays",
    attempt(() => parseGgufHead(gguf(0, 1, u64(0), u32(9), u32(9), u64(1_000_000), Buffer.alloc(16 * MB)))),
  ],
];

describe("the bounds of what comes from outside", () => {
  for (const [name, work] of rows)
    it(`hold: ${name}`, () => {
      const first = cpuMs(work);
      // The garbage of earlier tests may be collected in it, so what was slow is measured again.
      const ms = first < LIMIT_MS ? first : Math.min(first, cpuMs(work));
      assert.ok(ms < LIMIT_MS, `${Math.round(ms)} ms`);
    });

  /** A response that is written until nobody reads it, and how much of it was read. */
  const endless = (start: string, piece: string, most = 1024 * MB) => {
    const bytes = Buffer.from(times(piece, 64 * 1024));
    const read = { bytes: 0 };
    const transport = async () =>
      new Response(
        new ReadableStream({
          start: (stream) => stream.enqueue(Buffer.from(start)),
          pull: (stream) => {
            read.bytes += bytes.length;
            if (read.bytes > most) stream.close();
            else stream.enqueue(bytes);
          },
        }),
      );
    return { transport, read };
  };
  const never = new AbortController().signal;
  const sse = 'data: {"choices":[{"delta":';
  const streams: readonly (readonly [string, string, string])[] = [
    ["one event without an end", `${sse}{"content":"`, "a"],
    ["white space", "", " \n"],
    ["a body that is no stream", "{", " "],
    [
      "one call without an end",
      "",
      `${sse}{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"${times("a", 8000)}"}}]}}]}\n\n`,
    ],
    [
      "calls without end",
      `${sse}{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"${times("{}", MB)}"}}]}}]}\n\n`,
      ":\n",
    ],
    ["calls one by one", "", `${sse}{"tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}}]}\n\n`],
    [
      "calls in one piece",
      `${sse}{"tool_calls":${JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ index, function: { name: "f" } })))}}}]}\n\n`,
      ":\n",
    ],
    ["text without end", "", `${sse}{"content":"${times("a", 8000)}"}}]}\n\n`],
    ["a deep event", `${sse}${nested(MB)}}]}\n\n`, ":\n"],
    ["an event of many values", `${sse}[${times("0,", 2 * MB)}0]}]}\n\n`, ":\n"],
  ];
  for (const [name, start, piece] of streams)
    it(`end an answer with words: ${name}`, async () => {
      const { transport, read } = endless(start, piece);
      const model = createOpenAiModel({
        preset: presets.custom,
        baseUrl: "http://a.example/v1",
        modelId: "m",
        transport,
      });
      const request = {
        messages: [{ role: "user" as const, parts: [{ type: "text" as const, text: "Hi" }] }],
        tools: [],
        sampling: {},
      };
      const begun = process.cpuUsage();
      await assert.rejects(
        async () => {
          for await (const event of model.stream(request, never)) assert.notEqual(event.type, "done");
        },
        (error) => error instanceof ModelError && /^.{20,}\.$/s.test(error.message) && error.message.length < 1000,
      );
      assert.ok(process.cpuUsage(begun).user / 1000 < 6 * LIMIT_MS);
      assert.ok(read.bytes < 32 * MB, `${read.bytes} bytes were read`);
    });

  it("end a list and a probe after 4 MB, also compressed ones", async () => {
    const zipped = gzipSync(Buffer.alloc(256 * MB, " "), { level: 1 });
    const transport = async () => new Response(decoded(Readable.from([zipped]), "gzip"));
    const begun = process.cpuUsage();
    const server = { preset: presets.custom, baseUrl: "http://a.example/v1" };
    await assert.rejects(listModels(server, { signal: never, transport }), /more than 4 MB/);
    assert.equal(await probeWith(never, 5000, transport)("http://a.example"), undefined);
    assert.ok(process.cpuUsage(begun).user / 1000 < 2 * LIMIT_MS);
  }).timeout(20_000);

  it("cut a list of 40,000 models", async () => {
    const data = Array.from({ length: 40_000 }, (_, i) => ({ id: `gemma-3-${i}b-it`, name: "x" }));
    const transport = async () => new Response(JSON.stringify({ data }));
    const begun = process.cpuUsage();
    const models = await listModels(
      { preset: presets.custom, baseUrl: "http://a.example/v1", all: true },
      { signal: never, transport },
    );
    assert.equal(models.length, 5000);
    assert.ok(process.cpuUsage(begun).user / 1000 < 2 * LIMIT_MS);
  });
});
