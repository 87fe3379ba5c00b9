import assert from "node:assert/strict";
import { emptyTranscript, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { ChatSession } from "../../../../src/chat/session/session.ts";
import type { Model } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";

const question = (words: string) => ({ text: words, prompt: words, chips: [], mode: "ask" }) as const;
const limit = new ModelError({ kind: "rate-limit", retryAfterMs: 50_000 }, "Slow down.");

/** A session whose waits are real, and the promise of the first of them. */
function sessionWith(model: Model) {
  let heard = (): void => undefined;
  const waiting = new Promise<void>((resolve) => (heard = resolve));
  const stored: TurnEvent[] = [];
  const session = new ChatSession("chat", emptyTranscript, {
    profile: async () => ({ model, system: "s", tools: [], sampling: {} }),
    policy: () => turnPolicy(),
    maxSteps: () => 3,
    consent: { rules: () => [], add: () => undefined },
    post: (events) => {
      // The wait begins with the next step of the turn.
      if (events.some(({ type }) => type === "retrying")) setImmediate(heard);
    },
    append: async (events) => void stored.push(...events),
    storeFailed: (error) => assert.fail(String(error)),
    changed: () => undefined,
  });
  return { session, waiting, stored };
}

describe("a session that waits for a retry", () => {
  it("asks at once when the user says so", async () => {
    const { session, waiting } = sessionWith(scriptedModel([limit], [text("Here."), done()]));
    const asked = session.ask(question("a"));
    await waiting;
    assert.ok(session.retrying);
    session.wake("now");
    await asked;
    assert.deepEqual(turnsOf(session.transcript)[0]?.outcome, { type: "answered" });
    assert.equal(session.retrying, undefined);
  });

  it("stops, and ignores later input", async () => {
    const model = scriptedModel([limit], [text("never"), done()]);
    const { session, waiting } = sessionWith(model);
    const asked = session.ask(question("a"));
    await waiting;
    await session.stop();
    session.wake("now");
    await asked;
    assert.equal(model.requests.length, 1);
    assert.deepEqual(turnsOf(session.transcript)[0]?.outcome, { type: "stopped" });
  });

  it("gives way to the next question", async () => {
    const { session, waiting } = sessionWith(scriptedModel([limit], [text("Here."), done()]));
    void session.ask(question("a"));
    await waiting;
    await session.ask(question("b"));
    assert.deepEqual(
      turnsOf(session.transcript).map(({ outcome }) => outcome?.type),
      ["stopped", "answered"],
    );
  });
});

describe("a session that is told something while it runs", () => {
  const said = { id: "s", text: "Also b.", prompt: "Also b.", chips: [] };

  it("passes it to the running turn", async () => {
    const model = scriptedModel([limit], [text("A."), done()], [text("B."), done()]);
    const { session, waiting } = sessionWith(model);
    const asked = session.ask(question("a"));
    await waiting;
    session.steer(said);
    session.wake("now");
    await asked;
    assert.deepEqual(
      turnsOf(session.transcript)[0]?.items.map((item) => item.type !== "tool" && item.text),
      ["A.", "Also b.", "B."],
    );
  });

  it("leaves it to the panel once the turn has ended, and tells it no later turn", async () => {
    const model = scriptedModel([limit], [text("A."), done()]);
    const { session, waiting } = sessionWith(model);
    session.steer(said);
    void session.ask(question("a"));
    await waiting;
    session.steer(said);
    await session.stop();
    session.steer(said);
    await session.ask(question("b"));
    const items = turnsOf(session.transcript).flatMap((turn) => turn.items);
    assert.deepEqual(items, [{ type: "text", step: 0, text: "A." }]);
  });
});

describe("a session that continues", () => {
  it("continues the last turn, and stores it so that the same is read back", async () => {
    const model = scriptedModel([text("One, tw"), done("length")], [text("o."), done()]);
    const { session, stored } = sessionWith(model);
    await session.ask(question("Count"));
    await session.resume();
    const [turn, ...more] = turnsOf(session.transcript);
    assert.deepEqual(turn?.items, [{ type: "text", step: 0, text: "One, two." }]);
    assert.equal(more.length, 0);
    assert.equal(stored.filter(({ type }) => type === "asked").length, 1);
    assert.equal(session.lastQuestion?.text, "Count");
  });

  it("tells the model the user's hint first", async () => {
    const model = scriptedModel([text("One, tw"), done("length")], [text("1, 2."), done()]);
    const { session } = sessionWith(model);
    await session.ask(question("Count"));
    await session.resume("In digits.");
    const last = model.requests[1]?.messages.at(-1);
    assert.deepEqual([last?.role, last?.parts], ["user", [{ type: "text", text: "In digits." }]]);
    assert.equal(turnsOf(session.transcript).length, 1);
  });

  it("does nothing in an empty chat", async () => {
    const { session, stored } = sessionWith(scriptedModel());
    await session.resume();
    assert.deepEqual([session.isEmpty, stored], [true, []]);
  });
});
