import assert from "node:assert/strict";
import { withPromptTools } from "../../../../src/gemma/index.ts";
import type { Model, ModelEvent } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { createEmptyWatch } from "../../../../src/gemma/model/emptyTokens.ts";
import { agentTools } from "../../../fuzz/gemma/gemmaTools.ts";
import { done, heard, said, scripted, withRepairs } from "./scriptedModel.ts";

/** How many of these pieces are read before the watch finds something, and what. */
function watched(pieces: Iterable<string>, limit = 2000): { found: string | undefined; after: number } {
  const watch = createEmptyWatch();
  let after = 0;
  for (const piece of pieces) {
    const found = watch.take(piece);
    after++;
    if (found !== undefined) return { found, after };
    if (after >= limit) break;
  }
  return { found: undefined, after };
}
function* forEver(...pieces: string[]): Generator<string> {
  for (;;) yield* pieces;
}
const repeat = (piece: string, times: number): string[] => Array.from({ length: times }, () => piece);

describe("the watch for empty tokens", () => {
  const broken: [string, string[], number][] = [
    ["an unused token", ["<unused49>"], 64],
    ["padding", ["<pad>"], 64],
    ["unknown tokens", ["<unk>"], 64],
    ["tokens of images", ["<image_soft_token>"], 64],
    ["several unused ones", ["<unused49>", "<unused3>", "<unused7>"], 64],
    ["with white space between", ["<unused49>", "\n"], 127],
    ["in one piece", ["<unused49>".repeat(80)], 1],
    ["in pieces of any length", [..."<unused49>"], 640],
    ["white space", ["\n"], 200],
    ["blanks in long pieces", [" ".repeat(50)], 40],
    ["empty thoughts", ["<|channel>", "<channel|>"], 200],
    ["turns", ["<|turn>", "\n"], 200],
  ];
  for (const [name, pieces, most] of broken) {
    it(`finds ${name}`, () => {
      const { found, after } = watched(forEver(...pieces));
      assert.ok(found !== undefined);
      assert.ok(after <= most, `after ${after}`);
    });
  }

  it("takes stop tokens after an answer for its end", () => {
    assert.deepEqual(watched(["Hello.", ...repeat("<eos>", 64)]), { found: "ended", after: 65 });
    assert.equal(watched(repeat("<eos>", 64)).found, "broken");
    assert.equal(watched(["Hello.", ...repeat("<unused4>", 64)]).found, "broken");
  });

  const sound: [string, Iterable<string>][] = [
    ["words", forEver("word ")],
    ["a token now and then", forEver("<unused1>", "word")],
    ["almost a run", [...repeat("<unused1>", 63), "word", ...repeat("<unused1>", 63)]],
    ["a list of tokens that counts them up", Array.from({ length: 99 }, (_, at) => `<unused${at}>\n`)],
    ["indented code", forEver("\n", "        ", "x")],
    ["tokens of calls", forEver("<|tool_call>", "call:f{", '<|"|>', '<|"|>', "}", "<tool_call|>")],
    ["similar tags", forEver("<unusedx>", "<padding>")],
    ["half a token at the end", ["a <unus"]],
  ];
  for (const [name, pieces] of sound) {
    it(`lets ${name} pass`, () => assert.equal(watched(pieces).found, undefined));
  }
});

/** A model that says the same for ever, and counts how often. */
function endless(before: ModelEvent[], ...events: ModelEvent[]): Model & { sent: number; released: boolean } {
  const model = {
    info: { id: "m", label: "M", provider: "test", nativeTools: true, vision: false },
    sent: 0,
    released: false,
    async *stream(): AsyncGenerator<ModelEvent> {
      try {
        yield* before;
        while (model.sent < 100_000) {
          await Promise.resolve();
          model.sent++;
          yield* events;
        }
      } finally {
        model.released = true;
      }
    },
  };
  return model;
}

describe("an answer that will never come to anything", () => {
  for (const [name, wrap] of [
    ["with native tools", withRepairs],
    ["with tools in the prompt", withPromptTools],
  ] as const) {
    describe(name, () => {
      const ends = async (model: Model) => heard(wrap(model), { tools: agentTools });

      for (const type of ["text", "thought"] as const) {
        it(`ends where its ${type} is nothing but empty tokens, and says why`, async () => {
          const model = endless([], { type, delta: "<unused49>" });
          const { events, error } = await ends(model);
          assert.ok(error instanceof ModelError);
          assert.match(error.message, /only empty tokens.*model file.*Update.*choose another/);
          assert.deepEqual(events, []);
          assert.ok(model.sent <= 64 && model.released);
        });
      }

      it("keeps what was said before", async () => {
        const { events, error } = await ends(endless(said("Hello."), ...said("<unused49>")));
        assert.ok(error instanceof ModelError);
        assert.deepEqual(events, said("Hello."));
      });

      it("ends in order where only stop tokens follow an answer", async () => {
        const model = endless(said("Hello."), ...said("<eos>"));
        assert.deepEqual(await ends(model), { events: [...said("Hello."), done] });
        assert.ok(model.sent <= 64 && model.released);
      });

      it("ends where a call repeats itself, which is not run", async () => {
        const begun = said('<|tool_call>call:write_file{path:<|"|>a<|"|>,content:<|"|>');
        const model = endless(begun, ...said("0, 0, 0, 0,\n"));
        const { events, error } = await ends(model);
        assert.equal(error, undefined);
        const end = events.find((event) => event.type === "tool-call-end");
        assert.ok(end?.type === "tool-call-end" && end.call.name === "write_file");
        assert.match(end.call.fault ?? "", /length limit/);
        assert.ok(model.sent < 2000 && model.released);
      });

      it("ends where the model goes on with somebody else's turn", async () => {
        let turn = 0;
        const model = endless(said("Hello.<turn|>\n<|turn>user\n"), ...said(`And then ${turn++}? `));
        assert.deepEqual(await ends(model), { events: [...said("Hello."), done] });
        assert.ok(model.sent < 500 && model.released);
      });
    });
  }

  it("ends a native call that repeats itself, and says so to the model", async () => {
    const start: ModelEvent = { type: "tool-call-start", id: "n1", name: "write_file" };
    const model = endless([start], { type: "tool-call-delta", id: "n1", delta: "the same words " });
    const { events } = await heard(withRepairs(model), { tools: agentTools });
    const end = events.at(-2);
    assert.ok(end?.type === "tool-call-end" && end.call.id === "n1");
    assert.match(end.call.fault ?? "", /over and over/);
    assert.ok(model.sent < 2000 && model.released);
  });

  it("lets a long file pass that has repeated lines", async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `row ${at % 40}: ${"-".repeat(at % 7)}\n`).join("");
    const answer = `<|tool_call>call:write_file{path:<|"|>a<|"|>,content:<|"|>${lines}<|"|>}<tool_call|>`;
    const pieces = answer.match(/[^]{1,12}/g) ?? [];
    const { events } = await heard(withRepairs(scripted([...said(...pieces), done])), { tools: agentTools });
    const end = events.find((event) => event.type === "tool-call-end");
    assert.ok(end?.type === "tool-call-end");
    assert.deepEqual(end.call.arguments, { path: "a", content: lines });
  });
});
