import assert from "node:assert/strict";
import { type Budget, type BudgetQuestion, exceeded, type Spending } from "../../../../src/chat/usage/budget.ts";
import { questionWords, withinBudget } from "../../../../src/chat/usage/budgetedModel.ts";
import { metered, type MeterPorts } from "../../../../src/chat/usage/meteredModel.ts";
import type { Model, ModelEvent, ModelRequest, Usage } from "../../../../src/model/model.ts";
import { ModelError } from "../../../../src/model/modelError.ts";

const spending = (today: number, chat = 0, allowed = 0): Spending => ({
  day: { spent: today, allowed },
  chat: { spent: chat, allowed: 0 },
});
const request: ModelRequest = { messages: [{ role: "user", parts: [{ type: "text", text: "hi" }] }], tools: [] };
const never = new AbortController().signal;
const info = { id: "m", label: "M", provider: "P", nativeTools: true, vision: false };

/** Answers with these events; `sent` counts the requests that reached it. */
function playing(events: readonly ModelEvent[], more: Partial<Model["info"]> = {}) {
  const model = {
    sent: 0,
    info: { ...info, ...more },
    async *stream() {
      model.sent++;
      yield* events;
    },
  };
  return model;
}

describe("a budget", () => {
  it("asks before the request that would exceed it, the chat's before the day's", () => {
    const budget: Budget = { perDay: 1, perChat: 0.5 };
    assert.equal(exceeded(budget, spending(0.4, 0.4), 0.1), undefined);
    assert.equal(exceeded(budget, spending(0.4, 0.45), 0.1)?.scope, "chat");
    assert.equal(exceeded(budget, spending(0.95), 0.1)?.scope, "day");
    assert.equal(exceeded({}, spending(99, 99), 99), undefined);
  });

  it("never asks for free requests; asks at the limit if the price is unknown", () => {
    assert.equal(exceeded({ perDay: 1 }, spending(5), 0), undefined);
    assert.equal(exceeded({ perDay: 1 }, spending(0.99), undefined), undefined);
    assert.equal(exceeded({ perDay: 1 }, spending(1), undefined)?.scope, "day");
    assert.equal(exceeded({ perDay: 0 }, spending(0), undefined)?.scope, "day");
  });

  it("allows enough for the pending request, but not without limit", () => {
    const question = exceeded({ perDay: 0.1 }, spending(0.1), 3);
    assert.ok(question && question.step >= 3);
    assert.equal(exceeded({ perDay: 0.1 }, spending(0.1, 0, question.step), 3), undefined);
    assert.equal(exceeded({ perDay: 0.1 }, spending(3.1, 0, question.step), 3)?.scope, "day");
  });

  it("states all numbers", () => {
    const question: BudgetQuestion = { scope: "day", limit: 0.5, spent: 0.49, expected: 0.04, step: 0.25 };
    const { headline, detail, allow } = questionWords(question, "Gemma 4 31B");
    assert.equal(headline, "Your budget of $0.50 a day would be exceeded.");
    assert.match(
      detail,
      /Spent today: \$0\.49\. The next request to Gemma 4 31B may cost \$0\.0400\. Nothing has been sent yet\./,
    );
    assert.equal(allow, "Allow $0.25 More");
  });
});

describe("a model within a budget", () => {
  const run = async (answers: readonly boolean[], signal = never) => {
    const inner = playing([{ type: "done", reason: "stop" }]);
    let allowed = 0;
    const asked: BudgetQuestion[] = [];
    const model = withinBudget(inner, {
      budget: () => ({ perDay: 1 }),
      spending: async () => spending(1, 0, allowed),
      expected: () => 0.1,
      ask: async (question) => {
        const isLifted = answers[asked.length] ?? false;
        asked.push(question);
        if (isLifted) allowed += question.step;
        return isLifted;
      },
    });
    const events: ModelEvent[] = [];
    for await (const event of model.stream(request, signal)) events.push(event);
    return { inner, asked, events };
  };

  it("sends after the user agrees, and asks once", async () => {
    const { inner, asked, events } = await run([true]);
    assert.deepEqual([inner.sent, asked.length, events.length], [1, 1, 1]);
  });

  it("sends nothing if the user refuses, and says so", async () => {
    await assert.rejects(run([false]), (error) => {
      assert.ok(error instanceof ModelError);
      assert.equal(error.fault.kind, "budget");
      assert.match(error.message, /^Not sent: \$1\.00 of your budget of \$1\.00 a day are spent\./);
      return true;
    });
  });

  it("ends as stopped when the user stops it meanwhile", async () => {
    await assert.rejects(run([false], AbortSignal.abort()), { message: "Stopped." });
  });
});

describe("a metered model", () => {
  type Taken = { usage: Usage; isEstimate: boolean };
  const meter = () => {
    const taken: Taken[] = [];
    const learnt: number[] = [];
    const ports: MeterPorts = {
      record: (_info, usage, isEstimate) => taken.push({ usage, isEstimate }),
      learn: (_info, _request, tokens) => learnt.push(tokens),
      estimate: (_info, _request, characters) => ({ inputTokens: 10, outputTokens: characters }),
    };
    return { taken, learnt, ports };
  };
  const price = { input: 1, output: 2 };

  it("states the cost, records the request once by its last count, and learns", async () => {
    const { taken, learnt, ports } = meter();
    const usages: Usage[] = [
      { inputTokens: 1000, outputTokens: 1 },
      { inputTokens: 1000, outputTokens: 500 },
    ];
    const inner = playing(
      [...usages.map((usage) => ({ type: "usage", usage }) as const), { type: "done", reason: "stop" }],
      { price },
    );
    const seen: ModelEvent[] = [];
    for await (const event of metered(inner, ports).stream(request, never)) seen.push(event);
    const last: Usage = { inputTokens: 1000, outputTokens: 500, cost: 0.002, costBasis: "prices" };
    assert.deepEqual(seen[1], { type: "usage", usage: last });
    assert.deepEqual(taken, [{ usage: last, isEstimate: false }]);
    assert.deepEqual(learnt, [1000]);
  });

  it("takes the price of the model that answered", async () => {
    const { taken, ports } = meter();
    const usage: Usage = { inputTokens: 1000, outputTokens: 500 };
    const inner = playing(
      [
        { type: "usage", usage },
        { type: "done", reason: "stop", model: "small" },
      ],
      { price, otherPrices: { small: { input: 0.1, output: 0.2 } } },
    );
    const seen: ModelEvent[] = [];
    for await (const event of metered(inner, ports).stream(request, never)) seen.push(event);
    const cost = { ...usage, cost: 0.0002, costBasis: "prices" };
    assert.deepEqual(seen[0], { type: "usage", usage: cost });
    assert.deepEqual(taken, [{ usage: cost, isEstimate: false }]);
  });

  it("estimates an answer that was left before the server counted", async () => {
    const { taken, learnt, ports } = meter();
    const inner = playing(
      [
        { type: "text", delta: "four" },
        { type: "text", delta: "never read" },
      ],
      { price },
    );
    for await (const event of metered(inner, ports).stream(request, never)) {
      assert.equal(event.type, "text");
      break;
    }
    assert.deepEqual(taken, [
      { usage: { inputTokens: 10, outputTokens: 4, cost: 0.000018, costBasis: "prices" }, isEstimate: true },
    ]);
    assert.deepEqual(learnt, []);
  });

  it("records nothing for a request that failed before the first word", async () => {
    const { taken, ports } = meter();
    const failing: Model = {
      info,
      async *stream(): AsyncGenerator<ModelEvent> {
        throw new ModelError({ kind: "unavailable" }, "Not there.");
      },
    };
    await assert.rejects(async () => {
      for await (const event of metered(failing, ports).stream(request, never)) assert.fail(event.type);
    });
    assert.deepEqual(taken, []);
  });
});
