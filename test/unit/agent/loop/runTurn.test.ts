import assert from "node:assert/strict";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import type { Approvals } from "../../../../src/agent/approval/approvals.ts";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import type { Model } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";
import { answering } from "../../support/approvals.ts";

const allowing = answering({ type: "allowed", scope: "once" });

type Options = { approvals?: Approvals; files?: Record<string, string>; stop?: AbortController; maxSteps?: number };

async function play(model: Model, options: Options = {}) {
  const workspace = memoryWorkspace(options.files ?? {});
  const tools = [readFile(workspace), createFile(workspace)];
  const stop = options.stop ?? new AbortController();
  const opening = { type: "asked", id: "q1", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] } as const;
  const turn = runTurn(
    {
      opening,
      transcript: emptyTranscript,
      profile: async () => ({ model, tools, system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals: options.approvals ?? allowing,
      maxSteps: options.maxSteps ?? 5,
      now: () => 7,
    },
    stop.signal,
  );
  const events: TurnEvent[] = [];
  let transcript: Transcript = emptyTranscript;
  for await (const event of turn) {
    events.push(event);
    transcript = record(transcript, event);
  }
  return { events, transcript, files: workspace.files, turn: turnsOf(transcript).at(-1)! };
}

const outcomeOf = (events: readonly TurnEvent[]) => {
  const last = events.at(-1);
  return last?.type === "turn-ended" ? last.outcome : undefined;
};

describe("runTurn", () => {
  it("ends as answered after a plain text answer", async () => {
    const { events, turn } = await play(scriptedModel([text("Hel"), text("lo"), done()]));
    assert.deepEqual(outcomeOf(events), { type: "answered" });
    assert.deepEqual(turn.items, [{ type: "text", step: 0, text: "Hello" }]);
  });

  it("runs an allowed call and tells the model its result", async () => {
    const model = scriptedModel(
      [...call("c1", "create_file", { path: "a.txt", text: "hi\n" }), done("tool-calls")],
      [text("Done."), done()],
    );
    const { events, files } = await play(model);
    assert.equal(files.get("a.txt"), "hi\n");
    assert.deepEqual(outcomeOf(events), { type: "answered" });
    const told = model.requests[1]?.messages.at(-1);
    assert.equal(told?.role, "tool");
    assert.deepEqual(told.parts, [
      { type: "tool-result", callId: "c1", name: "create_file", text: "Created a.txt with 1 lines.", isError: false },
    ]);
  });

  it("shows the real diff before it asks", async () => {
    const model = scriptedModel(
      [...call("c1", "create_file", { path: "a.txt", text: "hi\n" }), done("tool-calls")],
      [text("ok"), done()],
    );
    const { events } = await play(model);
    const wanted = events.find((event) => event.type === "approval-wanted");
    assert.equal(wanted?.ask.kind, "edit");
    assert.deepEqual(wanted.ask.diff.hunks, [{ oldStart: 1, newStart: 1, lines: [{ kind: "added", text: "hi" }] }]);
  });

  it("leaves the file alone and tells the model why when the user declines", async () => {
    const model = scriptedModel(
      [...call("c1", "create_file", { path: "a.txt", text: "hi" }), done("tool-calls")],
      [text("ok"), done()],
    );
    const { files, turn } = await play(model, { approvals: answering({ type: "denied", reason: "wrong name" }) });
    assert.equal(files.size, 0);
    assert.equal(turn.items[0]?.type === "tool" && turn.items[0].state, "denied");
    assert.match(JSON.stringify(model.requests[1]?.messages.at(-1)), /wrong name/);
  });

  it("a stop while an approval waits is no refusal: nothing runs, no call stays open, the model is not asked again", async () => {
    const stop = new AbortController();
    const approvals: Approvals = {
      verdict: async () => ({ decision: "ask" }),
      request: (_call, signal) => ({
        nonce: "n",
        answer: new Promise((resolve) => {
          signal.addEventListener("abort", () => resolve({ type: "stopped" }));
          queueMicrotask(() => stop.abort());
        }),
      }),
    };
    const model = scriptedModel(
      [...call("c1", "create_file", { path: "a.txt", text: "hi" }), done("tool-calls")],
      [text("never"), done()],
    );
    const { events, files, turn } = await play(model, { approvals, stop });
    assert.deepEqual(outcomeOf(events), { type: "stopped" });
    assert.equal(files.size, 0);
    assert.equal(model.requests.length, 1);
    const [item] = turn.items;
    assert.equal(item?.type === "tool" && item.state, "stopped");
    assert.equal(item?.type === "tool" && item.result, "Stopped before it ran.");
  });

  it("keeps what had streamed when the model fails", async () => {
    const fault = new ModelError({ kind: "unavailable" }, "Gone.");
    const model = scriptedModel([text("half"), fault], [text("never"), done()]);
    const { events, turn } = await play(model);
    assert.equal(model.requests.length, 1, "an answer that has begun is not asked for again");
    assert.deepEqual(outcomeOf(events), { type: "failed", fault: { kind: "unavailable" }, message: "Gone." });
    assert.deepEqual(turn.items, [{ type: "text", step: 0, text: "half" }]);
  });

  it("turns an unknown tool, a broken call and a failing tool into results the model can read", async () => {
    const broken = {
      type: "tool-call-end",
      call: { type: "tool-call", id: "c2", name: "read_file", arguments: {}, fault: "Not JSON." },
    } as const;
    const model = scriptedModel(
      [
        ...call("c1", "fly", {}),
        broken,
        ...call("c3", "read_file", { path: "nope" }),
        ...call("c4", "read_file", { path: 3 }),
        done("tool-calls"),
      ],
      [text("ok"), done()],
    );
    await play(model);
    const results = model.requests[1]?.messages
      .at(-1)
      ?.parts.map((part) => (part.type === "tool-result" ? part.text : ""));
    assert.match(results?.[0] ?? "", /no tool "fly".*read_file, create_file/);
    assert.equal(results?.[1], "Not JSON.");
    assert.match(results?.[2] ?? "", /no file "nope"/);
    assert.match(results?.[3] ?? "", /Invalid arguments. path/);
  });

  it("ends by itself if a model calls tools for ever", async () => {
    const again = () => [...call("c", "read_file", { path: "a" }), done("tool-calls")];
    const { events } = await play(scriptedModel(again(), again(), again()), { maxSteps: 2, files: { a: "x" } });
    assert.deepEqual(outcomeOf(events), { type: "out-of-steps" });
  });

  it("says that an answer was cut by the token limit", async () => {
    const { events } = await play(scriptedModel([text("long"), done("length")]));
    assert.deepEqual(outcomeOf(events), { type: "cut" });
  });

  it("reports an empty answer as a fault", async () => {
    const { events } = await play(scriptedModel([text(" \n"), done()]));
    const outcome = outcomeOf(events);
    assert.equal(outcome?.type === "failed" && outcome.fault.kind, "empty");
  });

  it("records how long a thought took", async () => {
    const { turn } = await play(scriptedModel([{ type: "thought", delta: "hm" }, text("yes"), done()]));
    assert.deepEqual(turn.items[0], { type: "thought", step: 0, text: "hm", details: [], ms: 0 });
  });

  it("fails with a message if there is no model, and keeps the question", async () => {
    const events: TurnEvent[] = [];
    const opening = { type: "asked", id: "q", at: 1, mode: "ask", text: "hi", prompt: "hi", chips: [] } as const;
    const profile = async () => {
      throw new ModelError({ kind: "auth" }, "No key.");
    };
    const turn = runTurn(
      {
        opening,
        transcript: emptyTranscript,
        profile,
        policy: turnPolicy(),
        approvals: allowing,
        maxSteps: 1,
        now: () => 1,
      },
      new AbortController().signal,
    );
    for await (const event of turn) events.push(event);
    assert.deepEqual(
      events.map((event) => event.type),
      ["asked", "turn-ended"],
    );
  });
});
