import assert from "node:assert/strict";
import type { Tool } from "../../../../src/agent/ports/tool.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { allowAll } from "../../support/approvals.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

/** A tool whose calls end when they are told to; `log` holds what happened in which order. */
function steered(log: string[], asks: boolean) {
  const ends = new Map<string, { resolve(): void; reject(error: Error): void }>();
  const run = async (key: string): Promise<{ text: string }> => {
    log.push(`starts ${key}`);
    await new Promise<void>((resolve, reject) => ends.set(key, { resolve, reject }));
    log.push(`ends ${key}`);
    return { text: `result ${key}` };
  };
  const tool: Tool = {
    name: asks ? "write" : "read",
    description: "",
    parameters: { type: "object", properties: {}, required: [] },
    async plan({ key }) {
      if (asks) return { asks: { kind: "fetch", url: "https://example.com" }, run: () => run(String(key)) };
      return { run: () => run(String(key)) };
    },
  };
  return { tool, ends };
}

/** Plays one answer with these calls, "r:" reads and "w:" writes. `each` is called after every event. */
async function play(keys: readonly string[], each: (state: Playing) => void, ids: readonly string[] = keys) {
  const log: string[] = [];
  const reads = steered(log, false);
  const writes = steered(log, true);
  const stop = new AbortController();
  const end = (key: string, error?: Error): void => {
    const waiting = reads.ends.get(key) ?? writes.ends.get(key);
    reads.ends.delete(key);
    writes.ends.delete(key);
    if (error) waiting?.reject(error);
    else waiting?.resolve();
  };
  const calls = keys.flatMap((key, at) => call(ids[at]!, key.startsWith("r") ? "read" : "write", { key }));
  const model = scriptedModel([...calls, done("tool-calls")], [text("Done."), done()]);
  const opening = { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] } as const;
  const turn = runTurn(
    {
      opening,
      transcript: emptyTranscript,
      profile: async () => ({ model, tools: [reads.tool, writes.tool], system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals: allowAll,
      maxSteps: 3,
      now: () => 1,
    },
    stop.signal,
  );
  const events: TurnEvent[] = [];
  let transcript: Transcript = emptyTranscript;
  const state = { log, open: () => [...reads.ends.keys(), ...writes.ends.keys()], end, stop };
  const looking = setInterval(() => each(state));
  for await (const event of turn) {
    events.push(event);
    transcript = record(transcript, event);
  }
  clearInterval(looking);
  const ended = events.flatMap((event) => (event.type === "tool-ended" ? [`${event.callId} ${event.text}`] : []));
  return { log, events, ended, model, turn: turnsOf(transcript).at(-1)! };
}
type Playing = { log: string[]; open(): string[]; end(key: string, error?: Error): void; stop: AbortController };

/** Lets calls end once `count` of them are open, the last one first. */
const endingBackwards =
  (counts: number[]) =>
  ({ open, end }: Playing): void => {
    const keys = open();
    if (keys.length !== counts[0]) return;
    counts.shift();
    for (const key of keys.reverse()) end(key);
  };

describe("calls that only read", () => {
  it("run together, and their results stay in the order of the answer", async () => {
    const { log, ended, model } = await play(["r1", "r2", "r3"], endingBackwards([3]));
    assert.deepEqual(log.slice(0, 3), ["starts r1", "starts r2", "starts r3"]);
    assert.deepEqual(log.slice(3), ["ends r3", "ends r2", "ends r1"]);
    assert.deepEqual(ended, ["r1 result r1", "r2 result r2", "r3 result r3"]);
    const told = model.requests[1]?.messages.at(-1)?.parts.map((part) => part.type === "tool-result" && part.callId);
    assert.deepEqual(told, ["r1", "r2", "r3"]);
  });

  it("run at most four at once", async () => {
    const most: number[] = [];
    await play(["r1", "r2", "r3", "r4", "r5", "r6"], ({ open, end }) => {
      most.push(open().length);
      if (open().length === 4 || open().includes("r6")) end(open()[0]!);
    });
    assert.equal(Math.max(...most), 4);
  });

  it("wait for a write between them, and it for them", async () => {
    const { log } = await play(["r1", "r2", "w1", "r3", "r4"], endingBackwards([2, 1, 2]));
    assert.deepEqual(log.slice(0, 4), ["starts r1", "starts r2", "ends r2", "ends r1"]);
    assert.deepEqual(log.slice(4, 6), ["starts w1", "ends w1"]);
    assert.deepEqual(log.slice(6, 8), ["starts r3", "starts r4"]);
  });

  it("with one id run one after the other, so that each gets its own result", async () => {
    const { turn, log } = await play(["r1", "r2"], endingBackwards([1, 1]), ["c", "c"]);
    assert.deepEqual(log, ["starts r1", "ends r1", "starts r2", "ends r2"]);
    const results = turn.items.flatMap((item) => (item.type === "tool" ? [item.result] : []));
    assert.deepEqual(results, ["result r1", "result r2"]);
  });

  it("fail alone: the others give their results", async () => {
    const { ended } = await play(["r1", "r2", "r3"], ({ open, end }) => {
      if (open().length < 3) return;
      end("r2", new Error("Gone."));
      end("r1");
      end("r3");
    });
    assert.deepEqual(ended, ["r1 result r1", "r2 Gone.", "r3 result r3"]);
  });

  it("are all answered after a stop", async () => {
    const { turn, model } = await play(["r1", "r2", "w1"], ({ open, stop, end }) => {
      if (open().length < 2) return;
      stop.abort();
      end("r1", new Error("Stopped."));
      end("r2", new Error("Stopped."));
    });
    assert.deepEqual(turn.outcome, { type: "stopped" });
    const states = turn.items.map((item) => item.type === "tool" && [item.state, item.result]);
    assert.deepEqual(states, [
      ["stopped", "Stopped while it ran. It may be done in part: look before you rely on it."],
      ["stopped", "Stopped while it ran. It may be done in part: look before you rely on it."],
      ["stopped", "Stopped before it ran."],
    ]);
    assert.equal(model.requests.length, 1);
  });
});
