import assert from "node:assert/strict";
import { ModelError } from "../../src/model/modelError.ts";
import { listModels } from "../../src/providers/discovery/listModels.ts";
import { probeWith } from "../../src/providers/discovery/probe.ts";
import { fetchTransport, loopbackTransport } from "../../src/providers/http/transport/transport.ts";
import { createOpenAiModel } from "../../src/providers/openai/openAiModel.ts";
import { presets } from "../../src/providers/presets/presets.ts";
import { answeringServer } from "./rows/answeringServer.ts";
import { openAiAnswers as answers } from "./rows/serverAnswers.ts";

describe("a server's answer", () => {
  const server = answeringServer();
  const base = () => `${server.origin}/v1`;

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
      baseUrl: base(),
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
      server.current = row;
      const never = new AbortController().signal;
      await Promise.all([ended(streamed("own", never)), ended(streamed("editor", never))]);
    });
    if (row.stays ?? row.repeats)
      it(`is left within a second of a stop: ${row.name}`, async () => {
        server.current = row;
        for (const transport of ["own", "editor"] as const) {
          const stop = new AbortController();
          const list = { signal: stop.signal, transport: transports[transport], timeoutMs: 60_000 };
          const answered = server.answered(3);
          const works = [
            ended(streamed(transport, stop.signal, long)),
            ended(listModels({ preset: presets.custom, baseUrl: base() }, list).then(() => "done")),
            probeWith(stop.signal, 60_000, transports[transport])(`${base()}/models`),
          ];
          await answered;
          const stopped = performance.now();
          stop.abort();
          await Promise.all(works);
          assert.ok(performance.now() - stopped < 1000, "a stop took over a second");
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
      const work = listModels({ preset: presets.custom, baseUrl: base() }, { signal: stop.signal, transport });
      await assert.rejects(work, { message: "Stopped." });
    }
  });
});
