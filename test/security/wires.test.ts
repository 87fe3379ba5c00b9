import assert from "node:assert/strict";
import type { Model, ModelEvent, ModelRequest } from "../../src/model/model.ts";
import { ModelError } from "../../src/model/modelError.ts";
import { fetchTransport, loopbackTransport } from "../../src/providers/http/transport/transport.ts";
import { presets } from "../../src/providers/presets/presets.ts";
import { wires } from "../../src/providers/protocols.ts";
import { inertWords } from "../../src/words/inert.ts";
import { hostile } from "../support/hostileWords.ts";
import { answeringServer } from "./rows/answeringServer.ts";
import { answersOf, type WireWords } from "./rows/serverAnswers.ts";

type Wire = "anthropic" | "ollama" | "runware";
type Call = { name: string; words: string };
/** What a wire says; `says` and `calls` are whole streams, `calls` is absent where a wire has no tools. */
type Spoken = WireWords & { says: (words: string) => string; calls?: (call: Call) => string };

const sse = (json: { type?: string }): string =>
  `${json.type === undefined ? "" : `event: ${json.type}\n`}data: ${JSON.stringify(json)}\n\n`;
const line = (json: object): string => `${JSON.stringify(json)}\n`;
const content = (delta: object): string => sse({ type: "content_block_delta", index: 0, delta } as { type: string });
const anthropicEnd = (reason: string): string =>
  sse({ type: "message_delta", delta: { stop_reason: reason } } as { type: string }) + sse({ type: "message_stop" });
const ollamaEnd = line({ message: { role: "assistant", content: "" }, done: true, done_reason: "stop" });

const spoken: Readonly<Record<Wire, Spoken>> = {
  anthropic: {
    chunk: content({ type: "text_delta", text: "x" }),
    whole: JSON.stringify({ type: "message", content: [{ type: "text", text: "Hi." }], stop_reason: "end_turn" }),
    late: (error) => `event: error\ndata: ${JSON.stringify({ type: "error", ...(JSON.parse(error) as object) })}\n\n`,
    stream: "text/event-stream",
    says: (words) => content({ type: "text_delta", text: words }) + anthropicEnd("end_turn"),
    calls: ({ name, words }) =>
      sse({ type: "content_block_start", index: 0, content_block: { type: "tool_use", id: words, name } } as {
        type: string;
      }) +
      content({ type: "input_json_delta", partial_json: JSON.stringify({ words }) }) +
      sse({ type: "content_block_stop", index: 0 } as { type: string }) +
      anthropicEnd("tool_use"),
  },
  ollama: {
    chunk: line({ message: { role: "assistant", content: "x" }, done: false }),
    whole: line({ message: { role: "assistant", content: "Hi." }, done: true, done_reason: "stop" }),
    late: (error) => `${error}\n`,
    stream: "application/x-ndjson",
    says: (words) => line({ message: { role: "assistant", content: words }, done: false }) + ollamaEnd,
    calls: ({ name, words }) =>
      line({
        message: { role: "assistant", content: "", tool_calls: [{ function: { name, arguments: { words } } }] },
        done: false,
      }) + ollamaEnd,
  },
  runware: {
    chunk: sse({ delta: { text: "x" } } as object),
    whole: JSON.stringify({ data: [{ text: "Hi.", finishReason: "stop" }] }),
    late: (error) => `data: ${JSON.stringify({ errors: [(JSON.parse(error) as { error: object }).error] })}\n\n`,
    stream: "text/event-stream",
    says: (words) =>
      sse({ delta: { text: words } } as object) + sse({ finishReason: "stop" } as object) + "data: [DONE]\n\n",
  },
};

const short = { first: 120, idle: 120, settle: 50, late: 50 };
const long = { first: 60_000, idle: 60_000, settle: 60_000, late: 60_000 };
const transports = { own: loopbackTransport, editor: fetchTransport };
const request: ModelRequest = {
  messages: [{ role: "user", parts: [{ type: "text", text: "Hi" }] }],
  tools: [{ name: "f", description: "F.", parameters: { type: "object", properties: { words: { type: "string" } } } }],
  sampling: {},
};
const http = (type: string, body: string): string => `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n${body}`;

for (const [wire, words] of Object.entries(spoken) as [Wire, Spoken][])
  describe(`a server's answer on the wire of ${wire}`, () => {
    const server = answeringServer((head) => {
      // Ollama tells what a model can do before it is asked.
      if (/^POST \/api\/show/.test(head))
        return http("application/json", JSON.stringify({ capabilities: ["completion", "tools"] }));
      return /^GET \/api\/ps/.test(head) ? http("application/json", '{"models":[]}') : undefined;
    });

    const streamed = async (
      transport: keyof typeof transports,
      signal: AbortSignal,
      timeouts = short,
    ): Promise<ModelEvent[]> => {
      const options = {
        preset: presets.custom,
        baseUrl: `${server.origin}${wire === "ollama" ? "" : "/v1"}`,
        modelId: "m",
        timeouts,
        transport: transports[transport],
        info: {},
        extraBody: {},
        runware: {},
        contextTokens: 8192,
        window: {},
      };
      const { model }: { model: Model } = await wires[wire].model(options, signal);
      const events: ModelEvent[] = [];
      for await (const event of model.stream(request, signal)) events.push(event);
      return events;
    };
    const ended = async (work: Promise<ModelEvent[]>): Promise<void> => {
      try {
        assert.equal((await work).at(-1)?.type, "done");
      } catch (error) {
        assert.ok(error instanceof ModelError, String(error));
        assert.match(error.message, /^(?:Stopped|\S.{10,})\.$/s);
      }
    };
    const never = new AbortController().signal;

    for (const row of answersOf(words)) {
      it(`ends with words or an answer: ${row.name}`, async () => {
        server.current = row;
        await Promise.all([ended(streamed("own", never)), ended(streamed("editor", never))]);
      });
      if (row.stays ?? row.repeats)
        it(`is left within a second of a stop: ${row.name}`, async () => {
          server.current = row;
          for (const transport of ["own", "editor"] as const) {
            const stop = new AbortController();
            const answered = server.answered(1);
            const work = ended(streamed(transport, stop.signal, long));
            await answered;
            const stopped = performance.now();
            stop.abort();
            await work;
            assert.ok(performance.now() - stopped < 1000, "a stop took over a second");
          }
        });
    }

    const writes = (body: string): void => {
      server.current = { name: "", write: [http(words.stream, body)] };
    };

    it("is data: hostile text comes as it is", async () => {
      for (const text of hostile) {
        writes(words.says(text));
        const events = await streamed("own", never, long);
        assert.equal(events.map((event) => (event.type === "text" ? event.delta : "")).join(""), text);
      }
    });

    const { calls } = words;
    if (calls)
      it("is data: hostile names, ids and arguments of calls come as they are, or end with words", async () => {
        for (const text of hostile) {
          writes(calls({ name: text, words: text }));
          const work = streamed("own", never, long);
          await ended(work);
          const events = await work.catch(() => []);
          for (const event of events)
            if (event.type === "tool-call-end" && event.call.fault === undefined)
              assert.deepEqual(event.call.arguments, { words: text });
        }
      });

    it("is data: hostile words of errors are cut and shown without links", async () => {
      for (const text of hostile) {
        const error = JSON.stringify({ error: { message: text, type: text, code: text } });
        for (const write of [
          [`HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\n\r\n${error}`],
          [`HTTP/1.1 500 ${text.replaceAll(/\s/g, " ")}\r\n\r\n${text}`],
          [http(words.stream, words.chunk + words.late(error))],
        ]) {
          server.current = { name: "", write };
          await assert.rejects(streamed("own", never, long), (reason) => {
            assert.ok(reason instanceof ModelError, String(reason));
            assert.doesNotMatch(inertWords(reason.message), /\]\(|\n/);
            return reason.message.length < 1000;
          });
        }
      }
    });
  });
