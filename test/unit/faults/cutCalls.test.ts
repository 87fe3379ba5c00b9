import assert from "node:assert/strict";
import { runTurn } from "../../../src/agent/loop/runTurn.ts";
import { readFile } from "../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript } from "../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../src/agent/transcript/turnEvent.ts";
import { GemmaDialect } from "../../../src/editor/models/choice/gemmaDialect.ts";
import type { Model } from "../../../src/model/model.ts";
import { knownOf } from "../providers/fixtures/knownOf.ts";
import { fixtures, playsCut } from "../providers/fixtures/playFixture.ts";
import { wires } from "../providers/fixtures/wireModels.ts";
import { memoryWorkspace } from "../support/memoryWorkspace.ts";
import { turnPolicy } from "../support/turnPolicy.ts";
import { allowAll } from "../support/approvals.ts";

/** One native call on each wire, and calls that come as text in three syntaxes. */
const calls = [
  "openrouter/tools",
  "keeprouter-anthropic/tools",
  "ollama/tools",
  "vllm/tools-as-text",
  "lmstudio/tools-requested-as-text",
  "runware-stream/tools-in-text",
];

async function play(model: Model): Promise<TurnEvent[]> {
  const events: TurnEvent[] = [];
  const turn = runTurn(
    {
      opening: { type: "asked", id: "q1", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] },
      transcript: emptyTranscript,
      profile: async () => ({
        model,
        tools: [readFile(memoryWorkspace({ "a.ts": "1" }))],
        system: "s",
        sampling: {},
      }),
      policy: turnPolicy({ retries: 0 }),
      approvals: allowAll,
      maxSteps: 2,
      now: () => 7,
    },
    new AbortController().signal,
  );
  for await (const event of turn) events.push(event);
  return events;
}

describe("a call cut at every byte, through provider, dialect and loop", function () {
  this.timeout(60_000);
  for (const path of calls) {
    it(path, async () => {
      const [provider = "", name = ""] = path.split("/");
      const fixture = fixtures.find((each) => each.provider === provider && each.name === name) ?? assert.fail(path);
      const { wire, model } = wires[provider] ?? assert.fail(provider);
      const { body } = fixture.exchanges.at(-1) ?? assert.fail(path);
      let whole = 0;
      for (let at = 0; at <= body.length; at++) {
        const transport = playsCut(fixture, at, at % 2 === 0 ? "ends" : "breaks");
        const cut = new GemmaDialect(() => undefined).wrap(model({ origin: "http://cut.invalid", transport }));
        const events = await play(cut);
        const started = events.filter(({ type }) => type === "tool-started").length;
        const { isOver } = knownOf(wire, body.subarray(0, at));
        assert.equal(started, isOver ? 1 : 0, `byte ${at}`);
        const last = events.at(-1);
        assert.ok(last?.type === "turn-ended" && last.outcome.type === "failed", `byte ${at}: the fault is told`);
        whole += started;
      }
      assert.ok(whole > 0, "the whole call runs");
    });
  }
});
