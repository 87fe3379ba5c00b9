import assert from "node:assert/strict";
import type { AgentProfile, FallbackModel, TurnPolicy } from "../../../../src/agent/failover/policy.ts";
import { runTurn } from "../../../../src/agent/loop/runTurn.ts";
import { emptyTranscript, record, settle, turnsOf } from "../../../../src/agent/transcript/transcript.ts";
import type { TurnEvent } from "../../../../src/agent/transcript/turnEvent.ts";
import { PendingWaits } from "../../../../src/chat/session/pendingWaits.ts";
import type { Model } from "../../../../src/model/model.ts";
import { ModelError, type ModelFault } from "../../../../src/model/modelError.ts";
import { call, done, scriptedModel, text } from "../../support/scriptedModel.ts";
import { turnPolicy } from "../../support/turnPolicy.ts";
import { answering } from "../../support/approvals.ts";

const failure = (fault: ModelFault, message = "Busy.") => new ModelError(fault, message);
const limit = failure({ kind: "rate-limit", retryAfterMs: 3000 }, "Slow down.");
const busy = failure({ kind: "unavailable" });

const answererOf = (model: Model): AgentProfile => ({ model, system: "s", tools: [], sampling: {} });
const named = <M extends Model>(model: M, label: string, provider: string): M => ({
  ...model,
  info: { ...model.info, label, provider },
});
const fallbackModel = (model: Model): FallbackModel => ({
  label: model.info.label,
  provider: model.info.provider,
  profile: async () => answererOf(model),
});

async function play(
  profile: Model | ((signal: AbortSignal) => Promise<AgentProfile>),
  policy: TurnPolicy,
  signal = new AbortController().signal,
) {
  const turn = runTurn(
    {
      opening: { type: "asked", id: "q", at: 1, mode: "ask", text: "go", prompt: "go", chips: [] },
      transcript: emptyTranscript,
      profile: typeof profile === "function" ? profile : async () => answererOf(profile),
      policy,
      approvals: answering({ type: "stopped" }),
      maxSteps: 3,
      now: () => 100,
    },
    signal,
  );
  const events: TurnEvent[] = [];
  for await (const event of turn) events.push(event);
  const end = events.at(-1);
  assert.ok(end?.type === "turn-ended");
  return { events, outcome: end.outcome, model: end.model };
}

const ofType = <T extends TurnEvent["type"]>(events: readonly TurnEvent[], type: T) =>
  events.filter((event): event is Extract<TurnEvent, { type: T }> => event.type === type);

describe("a turn whose model fails before its answer", () => {
  it("waits as long as the server says, reports it, and retries", async () => {
    const model = scriptedModel([limit], [text("Here."), done()]);
    const policy = turnPolicy();
    const { events, outcome } = await play(model, policy);
    assert.deepEqual(outcome, { type: "answered" });
    assert.deepEqual(policy.waits, [3500]);
    assert.deepEqual(ofType(events, "retrying"), [{ type: "retrying", attempt: 1, at: 3600, message: "Slow down." }]);
    assert.deepEqual(model.requests[1], model.requests[0]);
  });

  it("gives up after the allowed retries, with the last fault", async () => {
    const model = scriptedModel([busy], [busy], [busy]);
    const { outcome } = await play(model, turnPolicy({ retries: 2 }));
    assert.deepEqual(outcome, { type: "failed", fault: { kind: "unavailable" }, message: "Busy." });
    assert.equal(model.requests.length, 3);
  });

  it("does not ask again after a word, a thought or a call", async () => {
    for (const first of [
      text("half"),
      { type: "thought", delta: "hm" },
      { type: "tool-call-start", id: "1", name: "x" },
    ] as const) {
      const model = scriptedModel([first, busy], [text("never"), done()]);
      const { outcome } = await play(
        model,
        turnPolicy({ fallbackModels: [fallbackModel(scriptedModel([text("no"), done()]))] }),
      );
      assert.equal(outcome.type, "failed");
      assert.equal(model.requests.length, 1);
    }
  });

  it("asks again after a reported wait of the server", async () => {
    const model = scriptedModel([{ type: "waiting", phase: "loading" }, busy], [text("Here."), done()]);
    assert.deepEqual((await play(model, turnPolicy())).outcome, { type: "answered" });
  });

  it("a stop ends the wait and the turn, and nothing more is sent", async () => {
    const stop = new AbortController();
    const waits = new PendingWaits();
    const model = scriptedModel([limit], [text("never"), done()]);
    const wait: TurnPolicy["wait"] = (ms, signal) => {
      queueMicrotask(() => stop.abort());
      return waits.wait(ms, signal);
    };
    const { outcome } = await play(model, turnPolicy({ wait }), stop.signal);
    assert.deepEqual(outcome, { type: "stopped" });
    assert.equal(model.requests.length, 1);
    assert.equal(waits.isWaiting, false);
  });

  it("retries at once when the user asks", async () => {
    const waits = new PendingWaits();
    const wait: TurnPolicy["wait"] = (ms, signal) => {
      queueMicrotask(() => waits.wake("now"));
      return waits.wait(ms, signal);
    };
    const model = scriptedModel([limit], [text("Here."), done()]);
    assert.deepEqual((await play(model, turnPolicy({ wait }))).outcome, { type: "answered" });
  });

  it("a chat stored while it waited reads as stopped, without the card", async () => {
    const { events } = await play(scriptedModel([limit], [text("x"), done()]), turnPolicy());
    const upTo = events.findIndex(({ type }) => type === "retrying") + 1;
    const torn = events.slice(0, upTo).reduce(record, emptyTranscript);
    assert.equal(torn.open?.retrying?.at, 3600);
    const turn = turnsOf(settle(torn))[0];
    assert.deepEqual(turn?.outcome, { type: "stopped" });
    assert.equal(turn?.retrying, undefined);
  });
});

describe("fallback models", () => {
  const chosen = (...answers: Parameters<typeof scriptedModel>) => named(scriptedModel(...answers), "Big", "Hosted");
  const spare = () => named(scriptedModel([text("From the spare."), done()]), "Small", "Local");

  it("answer after one retry, and the turn says which model did and why", async () => {
    const first = chosen([limit], [limit]);
    const second = spare();
    const { events, outcome, model } = await play(first, turnPolicy({ fallbackModels: [fallbackModel(second)] }));
    assert.deepEqual(outcome, { type: "answered" });
    assert.equal(model, "Small");
    assert.equal(first.requests.length, 2);
    assert.equal(ofType(events, "retrying")[0]?.next, "Small (Local)");
    assert.deepEqual(ofType(events, "fell-back"), [
      { type: "fell-back", from: "Big (Hosted)", to: "Small (Local)", message: "Slow down." },
    ]);
  });

  it("answer at once after a lasting fault, and if the chosen model can't be set up", async () => {
    for (const kind of ["not-found", "credit"] as const) {
      const policy = turnPolicy({ fallbackModels: [fallbackModel(spare())] });
      const { outcome } = await play(chosen([failure({ kind })]), policy);
      assert.deepEqual([outcome.type, policy.waits.length], ["answered", 0], kind);
    }
    const none = async () => Promise.reject(failure({ kind: "model-missing" }, "No model."));
    const { events } = await play(none, turnPolicy({ fallbackModels: [fallbackModel(spare())] }));
    assert.equal(ofType(events, "fell-back")[0]?.from, "The chosen model");
  });

  it("are asked in their order, each only once", async () => {
    const dead = named(scriptedModel([failure({ kind: "credit" }, "Empty purse.")]), "Middle", "Hosted");
    const last = spare();
    const { events } = await play(
      chosen([failure({ kind: "not-found" }, "Gone.")]),
      turnPolicy({ fallbackModels: [fallbackModel(dead), fallbackModel(last)] }),
    );
    assert.deepEqual(
      ofType(events, "fell-back").map(({ from, to, message }) => [from, to, message]),
      [
        ["Big (Hosted)", "Middle (Hosted)", "Gone."],
        ["Middle (Hosted)", "Small (Local)", "Empty purse."],
      ],
    );
  });

  it("of the same provider don't answer after a refused key; those of others do", async () => {
    const same = named(scriptedModel([text("no"), done()]), "Same", "Hosted");
    const other = spare();
    const refused = failure({ kind: "auth" }, "No key.");
    const only = await play(chosen([refused]), turnPolicy({ fallbackModels: [fallbackModel(same)] }));
    assert.deepEqual(only.outcome, { type: "failed", fault: { kind: "auth" }, message: "No key." });
    const both = await play(
      chosen([refused]),
      turnPolicy({ fallbackModels: [fallbackModel(same), fallbackModel(other)] }),
    );
    assert.equal(both.model, "Small");
    assert.equal(same.requests.length, 0);
  });

  it("never answer after a stop, or for a refused question", async () => {
    for (const kind of ["aborted", "refused", "empty"] as const) {
      const other = spare();
      await play(chosen([failure({ kind })]), turnPolicy({ fallbackModels: [fallbackModel(other)] }));
      assert.equal(other.requests.length, 0, kind);
    }
  });

  it("answer during a wait when the user asks", async () => {
    const policy = turnPolicy({ fallbackModels: [fallbackModel(spare())], wait: async () => "switch" });
    const first = chosen([limit], [text("never"), done()]);
    assert.equal((await play(first, policy)).model, "Small");
    assert.equal(first.requests.length, 1);
  });

  it("without one, a switch asks the currently chosen model", async () => {
    const models = [chosen([limit]), spare()];
    const profile = async () => answererOf(models.shift() ?? spare());
    const { events, model } = await play(profile, turnPolicy({ wait: async () => "switch" }));
    assert.equal(model, "Small");
    assert.deepEqual(ofType(events, "fell-back")[0]?.from, "Big (Hosted)");
  });

  it("that take over between two steps don't get the other provider's thought details", async () => {
    const thinks = { type: "thought", delta: "Look.", details: [{ signature: "s" }] } as const;
    const first = chosen([thinks, ...call("1", "fly", {}), done("tool-calls")], [failure({ kind: "credit" })]);
    const second = spare();
    await play(first, turnPolicy({ fallbackModels: [fallbackModel(second)] }));
    const thoughtTold = (model: typeof first, request: number) =>
      model.requests[request]?.messages.flatMap(({ parts }) => parts).find(({ type }) => type === "thought");
    assert.deepEqual(thoughtTold(first, 1), { type: "thought", text: "Look.", details: [{ signature: "s" }] });
    assert.deepEqual(thoughtTold(second, 0), { type: "thought", text: "Look." });
  });
});
