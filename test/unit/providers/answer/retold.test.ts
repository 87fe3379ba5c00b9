import assert from "node:assert/strict";
import { wires } from "../fixtures/wireModels.ts";
import { collect, type Collected, doneOf } from "../support/collect.ts";
import { plays } from "../support/memoryTransport.ts";
import { chunk, data, done } from "../support/scriptedServer.ts";

const run = (wire: string, ...pieces: string[]): Promise<Collected> => {
  const provider = wires[wire] ?? assert.fail(wire);
  return collect(provider.model({ origin: "http://x.invalid", transport: plays([Buffer.from(pieces.join(""))]) }));
};
const said = (text: string): string => chunk({ content: text });
const whole = (message: object, rest: object = {}): string =>
  data({ choices: [{ index: 0, ...rest, message, finish_reason: "stop" }] });
const call = (rest: object = {}, args = '{"path":"a.ts"}') => ({
  ...rest,
  function: { name: "read_file", arguments: args },
});

describe("a whole message after its deltas", () => {
  const texts: readonly [name: string, bytes: string, text: string][] = [
    ["alone", said("Who") + said("le.") + whole({ content: "Whole." }), "Whole."],
    ["beside a null delta", said("Who") + said("le.") + whole({ content: "Whole." }, { delta: null }), "Whole."],
    ["beside an empty delta", said("Whole.") + whole({ content: "Whole." }, { delta: {} }), "Whole."],
    ["with other spaces", said(" Whole one.\n") + whole({ content: "Whole one." }), " Whole one.\n"],
    ["with more than was streamed", said("Who") + whole({ content: "Whole." }), "Whole."],
    ["without text", said("Whole.") + whole({ content: null }), "Whole."],
    ["none: all there is", whole({ content: "Whole." }), "Whole."],
    [
      "not repeated: after an empty first delta",
      chunk({ role: "assistant", content: "" }) + whole({ content: "W." }),
      "W.",
    ],
    ["none: pieces that are called messages", whole({ content: "ha" }) + whole({ content: "ha" }), "haha"],
    ["none: deltas that repeat", said("ha") + said("ha") + chunk({}, "stop"), "haha"],
  ];
  for (const [name, bytes, text] of texts) {
    it(name, async () => {
      const got = await run("custom-openai", bytes, done);
      assert.equal(got.text, text);
      assert.equal(doneOf(got).reason, "stop");
    });
  }

  it("tells a thought and its details once", async () => {
    const detail = { type: "reasoning.text", text: "Hm.", index: 0 };
    const message = { content: "Yes.", reasoning: "Hm.", reasoning_details: [detail] };
    const got = await run("openrouter", chunk({ ...message, content: "" }), said("Yes."), whole(message), done);
    assert.equal(got.thought, "Hm.");
    assert.deepEqual(
      got.events.flatMap((event) => (event.type === "thought" ? (event.details ?? []) : [])),
      [detail],
    );
  });

  const calls: readonly [name: string, bytes: string, count: number][] = [
    [
      "in deltas, then whole",
      chunk({ tool_calls: [call({ index: 0, id: "c1" })] }) + whole({ tool_calls: [call()] }),
      1,
    ],
    [
      "the same with other spaces",
      chunk({ tool_calls: [call({ index: 0, id: "c1" })] }) +
        whole({ tool_calls: [call({ id: "c9" }, '{ "path": "a.ts" }')] }),
      1,
    ],
    [
      "in deltas, then in a delta without an id",
      chunk({ tool_calls: [call({ index: 0, id: "c1" })] }) + chunk({ tool_calls: [call()] }),
      1,
    ],
    [
      "two, then both whole",
      chunk({ tool_calls: [call({ index: 0, id: "c1" }), call({ index: 1, id: "c2" }, "{}")] }) +
        whole({ tool_calls: [call(), call({}, "{}")] }),
      2,
    ],
    [
      "another one in the whole message",
      chunk({ tool_calls: [call({ index: 0, id: "c1" })] }) + whole({ tool_calls: [call(), call({}, "{}")] }),
      2,
    ],
    [
      "not repeated: two equal calls, each with an id",
      chunk({ tool_calls: [call({ index: 0, id: "c1" }), call({ index: 1, id: "c2" })] }),
      2,
    ],
  ];
  for (const [name, bytes, count] of calls) {
    it(`a call ${name}`, async () => {
      const got = await run("custom-openai", bytes, chunk({}, "tool_calls"), done);
      const ended = got.events.flatMap((event) => (event.type === "tool-call-end" ? [event.call] : []));
      assert.equal(ended.length, count);
      assert.ok(ended.every(({ fault }) => fault === undefined));
    });
  }

  it("Runware's", async () => {
    const deltas = data({ delta: { reasoningContent: "Hm." } }) + data({ delta: { text: "Who" } });
    const last = { text: "Whole.", reasoningContent: "Hm.", finishReason: "stop" };
    for (const json of [last, { ...last, delta: null }, { data: [last] }]) {
      const got = await run("runware-stream", deltas, data(json), done);
      assert.equal(got.text, "Whole.");
      assert.equal(got.thought, "Hm.");
    }
  });
});
