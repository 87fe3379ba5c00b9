import assert from "node:assert/strict";
import { patientModel } from "../../../src/agent/patientModel.ts";
import type { Model, ModelEvent } from "../../../src/model/model.ts";
import { ModelError } from "../../../src/model/modelError.ts";
import { done, scriptedModel, text } from "../support/scriptedModel.ts";

const busy = new ModelError({ kind: "unavailable" }, "Busy.");

async function ask(model: Model, options: { retries?: number; stop?: AbortController } = {}) {
  const { retries = 2, stop = new AbortController() } = options;
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const patient = patientModel(model, { retries: () => retries, wait, random: () => 0.5 });
  const events: ModelEvent[] = [];
  let error: unknown;
  try {
    for await (const event of patient.stream({ messages: [], tools: [] }, stop.signal)) {
      events.push(event);
      if (options.stop && event.type === "waiting") stop.abort();
    }
  } catch (thrown) {
    error = thrown;
  }
  return { waits, types: events.map(({ type }) => type), error };
}

describe("a patient model", () => {
  it("asks again after growing waits, and tells of them", async () => {
    const { waits, types, error } = await ask(scriptedModel([busy], [busy], [text("Here."), done()]));
    assert.deepEqual([waits, types, error], [[500, 1000], ["waiting", "waiting", "text", "done"], undefined]);
  });

  it("gives up with the last fault", async () => {
    const model = scriptedModel([busy], [busy], [busy], [text("never"), done()]);
    assert.equal((await ask(model)).error, busy);
    assert.equal(model.requests.length, 3);
    assert.equal((await ask(scriptedModel([busy], [text("never")]), { retries: 0 })).error, busy);
  });

  it("asks nothing again that has begun", async () => {
    const { types, error } = await ask(scriptedModel([text("half"), busy], [text("never"), done()]));
    assert.deepEqual([types, error], [["text"], busy]);
  });

  it("stops while it waits", async () => {
    const model = scriptedModel([busy], [text("never"), done()]);
    const { error } = await ask(model, { stop: new AbortController() });
    assert.equal(error instanceof ModelError && error.fault.kind, "aborted");
    assert.equal(model.requests.length, 1);
  });
});
