import assert from "node:assert/strict";
import { runTurn, type Steering } from "../../../../src/agent/loop/runTurn.ts";
import { createFile } from "../../../../src/agent/tools/files/createFile.ts";
import { readFile } from "../../../../src/agent/tools/files/readFile.ts";
import { emptyTranscript, record, type Transcript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import type { Model, ModelEvent, ModelRequest } from "../../../../src/model/model.ts";
import { allowAll } from "../../support/approvals.ts";
import { memoryWorkspace } from "../../support/memoryWorkspace.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

const say = (words: string, id = words): Steering => ({ id, text: words, prompt: words, chips: [] });
const read: ModelEvent[] = [...call("c", "read_file", { path: "a.txt" }), done("tool-calls")];
const answer = (words: string): ModelEvent[] => [text(words), done()];

/** Plays a turn; `said` gives what the user has said by the time of each look. */
async function play(model: Model, said: Steering[][], before: readonly TurnEvent[] = [], resumes = false) {
  const workspace = memoryWorkspace({ "a.txt": "A" });
  const asked = { type: "asked", id: "q", at: 1, mode: "agent", text: "go", prompt: "go", chips: [] } as const;
  let transcript: Transcript = before.reduce(record, emptyTranscript);
  const turn = runTurn(
    {
      opening: resumes ? { type: "resumed", at: 2 } : asked,
      transcript,
      profile: async () => ({ model, tools: [readFile(workspace), createFile(workspace)], system: "s", sampling: {} }),
      policy: turnPolicy(),
      approvals: allowAll,
      steering: () => said.shift() ?? [],
      maxSteps: 4,
      now: () => 1,
    },
    new AbortController().signal,
  );
  const events: TurnEvent[] = [];
  for await (const event of turn) {
    events.push(event);
    transcript = record(transcript, event);
  }
  return { events, turn: turnsOf(transcript).at(-1)! };
}

const told = (request: ModelRequest | undefined): string[] =>
  (request?.messages ?? []).slice(1).map(({ role, parts }) => {
    const words = parts.map((part) => ("text" in part ? part.text : part.type));
    return `${role}: ${words.join(" ")}`;
  });

describe("a message to the running turn", () => {
  it("reaches the model with the next step, after the results", async () => {
    const model = scriptedModel(read, answer("Fine."));
    const { turn } = await play(model, [[], [say("No, b.txt!")]]);
    assert.deepEqual(told(model.requests[1]), ["user: go", "assistant: tool-call", "tool: A", "user: No, b.txt!"]);
    assert.deepEqual(
      turn.items.map(({ type, step }) => `${type} ${step}`),
      ["tool 0", "user 1", "text 1"],
    );
    assert.deepEqual(turn.outcome, { type: "answered" });
  });

  it("that comes with the last answer is answered before the turn ends", async () => {
    const model = scriptedModel(answer("Done."), answer("That too."));
    const { turn } = await play(model, [[], [say("And b?")]]);
    assert.deepEqual(told(model.requests[1]), ["user: go", "assistant: Done.", "user: And b?"]);
    assert.deepEqual(
      turn.items.map((item) => item.type !== "tool" && item.text),
      ["Done.", "And b?", "That too."],
    );
  });

  it("may be several, in order", async () => {
    const model = scriptedModel(read, answer("Fine."));
    await play(model, [[], [say("one"), say("two")]]);
    assert.deepEqual(told(model.requests[1]).slice(-2), ["user: one", "user: two"]);
  });

  it("stays in later requests of the chat where it was said", async () => {
    const model = scriptedModel(read, answer("Fine."), answer("Next."));
    const first = await play(model, [[], [say("No, b.txt!")]]);
    await play(model, [], first.events);
    assert.deepEqual(told(model.requests[2]).slice(0, 5), [
      "user: go",
      "assistant: tool-call",
      "tool: A",
      "user: No, b.txt!",
      "assistant: Fine.",
    ]);
  });

  it("opens a step of its own where an answer would be continued", async () => {
    const cut = scriptedModel([text("Half an ans"), done("length")]);
    const first = await play(cut, []);
    const model = scriptedModel(answer("Shorter."));
    const { turn } = await play(model, [[say("Shorter, please.")]], first.events, true);
    assert.deepEqual(told(model.requests[0]), ["user: go", "assistant: Half an ans", "user: Shorter, please."]);
    assert.deepEqual(
      turn.items.map((item) => item.type !== "tool" && `${item.step} ${item.text}`),
      ["0 Half an ans", "1 Shorter, please.", "1 Shorter."],
    );
  });
});
