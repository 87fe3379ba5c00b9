import assert from "node:assert/strict";
import { cutsToFit } from "../../../../src/agent/context/fit.ts";
import { messagesOf } from "../../../../src/agent/loop/messages.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { exportMarkdown } from "../../../../src/chat/exportMarkdown.ts";
import { windowParts } from "../../../../src/chat/usage/chatUsage.ts";
import type { TurnPolicy } from "../../../../src/agent/failover/policy.ts";
import { allowAll } from "../../support/approvals.ts";
import { done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

const asked = (id: string): TurnEvent => ({
  type: "asked",
  id,
  at: 1,
  mode: "agent",
  text: id,
  prompt: `ask ${id}`,
  chips: [],
});
const ended: TurnEvent = { type: "turn-ended", at: 2, outcome: { type: "answered" }, model: "m" };
const turn = (id: string): TurnEvent[] => [asked(id), text(`said ${id}`), done(), ended];
const compacted = (through: string, summary = `up to ${through}`): TurnEvent => ({
  type: "compacted",
  through,
  summary,
});
const play = (...events: TurnEvent[]): Transcript => events.reduce(record, emptyTranscript);
const said = (transcript: Transcript): string[] =>
  messagesOf(transcript, "s").map(
    ({ role, parts }) => `${role}: ${parts.map((part) => ("text" in part ? part.text : "")).join("|")}`,
  );

describe("a compacted history", () => {
  const before = [...turn("a"), ...turn("b"), ...turn("c")];

  it("becomes a summary before the next question, and user and model still alternate", () => {
    const [system, question, ...rest] = said(play(...before, compacted("b"), asked("d")));
    assert.equal(system, "system: s");
    assert.match(question ?? "", /^user: What was said before, in short:\nup to b\n.*\n\nask c$/s);
    assert.deepEqual(rest, ["assistant: said c", "user: ask d"]);
  });

  it("stays complete for the user, with a mark at the summary", () => {
    const transcript = play(...before, compacted("b"), ...turn("d"));
    assert.deepEqual(
      turnsOf(transcript).map(({ id, compacted }) => [id, compacted]),
      [
        ["a", undefined],
        ["b", "up to b"],
        ["c", undefined],
        ["d", undefined],
      ],
    );
    assert.match(exportMarkdown(transcript), /said a[^]*said b[^]*as a summary[^]*> up to b[^]*said c/);
  });

  it("may arrive during a turn, and again: the latest counts", () => {
    const during = play(...before, asked("d"), compacted("b"), compacted("c", "all of it"));
    assert.match(
      said(during).join("\n"),
      /^system: s\nuser: What was said before, in short:\nall of it\n.*\n\nask d$/s,
    );
  });

  it("is ignored if the turn is unknown, running, taken back or continued", () => {
    for (const transcript of [
      play(...before, compacted("x")),
      play(...before, asked("d"), compacted("d")),
      play(...before, compacted("c"), { type: "rewound", to: "c" }),
      play(...before, compacted("c"), { type: "resumed", at: 3 }),
    ]) {
      assert.match(said(transcript)[1] ?? "", /ask a$/);
    }
  });

  it("neither shortens nor counts the summarised turns", () => {
    const long = [asked("a"), text("x".repeat(9000)), done(), ended] as TurnEvent[];
    const transcript = play(...long, ...turn("b"), compacted("a", "short"), asked("c"));
    assert.deepEqual(cutsToFit(transcript, 400, 300, []), []);
    const { answers = 1 } = windowParts(transcript) ?? {};
    assert.ok(answers < 0.7, String(answers));
  });
});

describe("the history sent to a model", () => {
  const played = async (history: TurnPolicy["history"], stop = new AbortController()) => {
    const model = scriptedModel([text("ok"), done()]);
    const opening = { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] } as const;
    const input = {
      opening,
      transcript: emptyTranscript,
      profile: async () => ({ model, tools: [], system: "s", sampling: {} }),
      policy: turnPolicy({ history, retries: 0 }),
      approvals: allowAll,
      maxSteps: 1,
      now: () => 1,
    };
    const events: TurnEvent[] = [];
    for await (const event of runTurn(input, stop.signal)) events.push(event);
    const last = events.at(-1);
    return { model, outcome: last?.type === "turn-ended" ? last.outcome : undefined };
  };

  it("may take time", async () => {
    const { model, outcome } = await played(async (messages) => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      return messages.slice(0, 1);
    });
    assert.deepEqual([outcome?.type, model.requests[0]?.messages.length], ["answered", 1]);
  });

  it("is cancelled when the turn is stopped", async () => {
    const stop = new AbortController();
    let heard: AbortSignal | undefined;
    const { model, outcome } = await played((_messages, _info, signal) => {
      heard = signal;
      setImmediate(() => stop.abort());
      return new Promise(() => undefined);
    }, stop);
    assert.deepEqual([outcome, model.requests.length, heard?.aborted], [{ type: "stopped" }, 0, true]);
  });

  it("fails the turn with a message if it fails", async () => {
    const { outcome } = await played(() => Promise.reject(new Error("No room.")));
    assert.equal(outcome?.type, "failed");
  });
});
