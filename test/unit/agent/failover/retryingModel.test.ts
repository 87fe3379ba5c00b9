import assert from "node:assert/strict";
import { type RetryOptions, retryingModel } from "../../../../src/agent/failover/retryingModel.ts";
import type { Model, ModelEvent } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";
import { done, scriptedModel, text } from "../../support/scriptedModel.ts";

const busy = new ModelError({ kind: "unavailable" }, "Busy.");

type FallbackModels = ReturnType<RetryOptions["fallbackModels"]>;
type Options = {
  retries?: number;
  stop?: AbortController;
  fallbackModels?: FallbackModels;
  reason?: "cancel" | "now" | "switch";
};

async function ask(model: Model, options: Options = {}) {
  const { retries = 2, stop = new AbortController(), fallbackModels = [], reason = "time" } = options;
  const waits: number[] = [];
  const told: string[] = [];
  const retrying = retryingModel(model, {
    retries: () => retries,
    wait: async (ms, { message, next }) => {
      waits.push(ms);
      told.push(next === undefined ? message : `${message} ${next}`);
      return reason;
    },
    fallbackModels: () => fallbackModels,
    fellBack: (from, to, message) => told.push(`${from} → ${to}: ${message}`),
    random: () => 0.5,
  });
  const events: ModelEvent[] = [];
  let error: unknown;
  try {
    for await (const event of retrying.stream({ messages: [], tools: [] }, stop.signal)) {
      events.push(event);
      if (options.stop && event.type === "waiting") stop.abort();
    }
  } catch (thrown) {
    error = thrown;
  }
  return { waits, told, types: events.map(({ type }) => type), error };
}

describe("a retrying model", () => {
  it("retries after growing waits, and reports them", async () => {
    const { waits, types, error } = await ask(scriptedModel([busy], [busy], [text("Here."), done()]));
    assert.deepEqual([waits, types, error], [[500, 1000], ["waiting", "waiting", "text", "done"], undefined]);
  });

  it("gives up with the last fault", async () => {
    const model = scriptedModel([busy], [busy], [busy], [text("never"), done()]);
    assert.equal((await ask(model)).error, busy);
    assert.equal(model.requests.length, 3);
    assert.equal((await ask(scriptedModel([busy], [text("never")]), { retries: 0 })).error, busy);
  });

  it("never retries an answer that has begun", async () => {
    const { types, error } = await ask(scriptedModel([text("half"), busy], [text("never"), done()]));
    assert.deepEqual([types, error], [["text"], busy]);
  });

  it("stops while it waits", async () => {
    const model = scriptedModel([busy], [text("never"), done()]);
    const { error } = await ask(model, { stop: new AbortController() });
    assert.equal(error instanceof ModelError && error.fault.kind, "aborted");
    assert.equal(model.requests.length, 1);
  });

  const fallbackModel = (label: string, model: Model | Error): FallbackModels[number] => ({
    label,
    provider: "elsewhere",
    model: () => (model instanceof Error ? Promise.reject(model) : Promise.resolve(model)),
  });
  const answers = () => scriptedModel([text("Here."), done()]);

  it("falls back to another model after one wait, and says so", async () => {
    const first = scriptedModel([busy], [busy]);
    const { label, provider } = first.info;
    const { told, types, error } = await ask(first, { fallbackModels: [fallbackModel("B", answers())] });
    assert.deepEqual([types, error], [["waiting", "text", "done"], undefined]);
    assert.deepEqual(told, ["Busy. B (elsewhere)", `${label} (${provider}) → B (elsewhere): Busy.`]);
  });

  it("falls back further if a model cannot be set up, and gives up with the last fault", async () => {
    const gone = new ModelError({ kind: "model-missing" }, "Gone.");
    const fallbackModels = [fallbackModel("B", gone), fallbackModel("C", answers())];
    const { told, error } = await ask(scriptedModel([busy]), { fallbackModels, retries: 0 });
    assert.deepEqual([told.length, told.at(-1), error], [2, "B (elsewhere) → C (elsewhere): Gone.", undefined]);
    assert.equal(
      (await ask(scriptedModel([busy]), { fallbackModels: fallbackModels.slice(0, 1), retries: 0 })).error,
      gone,
    );
  });

  it("does not fall back if the question is at fault", async () => {
    const refused = new ModelError({ kind: "refused" }, "No.");
    assert.equal(
      (await ask(scriptedModel([refused]), { fallbackModels: [fallbackModel("B", answers())] })).error,
      refused,
    );
  });

  it("ends at once if the user cancels the wait", async () => {
    const fallbackModels = [fallbackModel("B", answers())];
    const { error } = await ask(scriptedModel([busy], [text("never")]), { fallbackModels, reason: "cancel" });
    assert.equal(error instanceof ModelError && error.fault.kind, "aborted");
  });

  it("retries at once if the user skips the wait, and counts only the time waited", async () => {
    const { waits, types } = await ask(scriptedModel([busy], [text("Here."), done()]), { reason: "now" });
    assert.deepEqual([waits, types], [[500], ["waiting", "text", "done"]]);
  });

  it("switches at once on request; without a fallback model the same model is asked", async () => {
    const first = scriptedModel([busy], [text("never"), done()]);
    const { told, types } = await ask(first, { fallbackModels: [fallbackModel("B", answers())], reason: "switch" });
    assert.deepEqual([first.requests.length, types, told.length], [1, ["waiting", "text", "done"], 2]);
    const alone = await ask(scriptedModel([busy], [text("Here."), done()]), { reason: "switch" });
    assert.deepEqual(alone.types, ["waiting", "text", "done"]);
  });
});
