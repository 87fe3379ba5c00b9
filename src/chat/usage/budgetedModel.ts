import type { Model, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { type Budget, type BudgetQuestion, exceeded, type Spending } from "./budget.ts";
import { dollars } from "./cost.ts";

export type BudgetPorts = {
  budget(): Budget;
  /** What was spent so far; asked only when there is a budget. */
  spending(): Promise<Spending>;
  /** US dollars that a request may cost; undefined where the model's price is unknown. */
  expected(request: ModelRequest): number | undefined;
  /** True when the user lets it go on, after which `spending` counts `question.step` as allowed. */
  ask(question: BudgetQuestion, signal: AbortSignal): Promise<boolean>;
};

/**
 * A model that asks before a request would exceed the user's budget. A refused request was not sent: it ends with a
 * ModelError of kind "budget", and what was said before stays.
 */
export function withinBudget(model: Model, ports: BudgetPorts): Model {
  return {
    get info() {
      return model.info;
    },
    async *stream(request, signal) {
      await settled(ports, request, signal);
      yield* model.stream(request, signal);
    },
  };
}

/** Asks until no limit is in the way. Throws ModelError: "budget" when one is not lifted, "aborted" when stopped. */
async function settled(ports: BudgetPorts, request: ModelRequest, signal: AbortSignal): Promise<void> {
  const budget = ports.budget();
  if (budget.perDay === undefined && budget.perChat === undefined) return;
  for (;;) {
    const question = exceeded(budget, await ports.spending(), ports.expected(request));
    if (question === undefined) return;
    const isLifted = await ports.ask(question, signal);
    if (signal.aborted) throw new ModelError({ kind: "aborted" }, "Stopped.");
    if (!isLifted) throw new ModelError({ kind: "budget" }, refusalWords(question));
  }
}

const scopeWords = { day: "today", chat: "in this chat" } as const;

/** What the modal asks: a headline, and the numbers behind it. */
export function questionWords({ scope, limit, spent, expected, step }: BudgetQuestion, model: string) {
  const sent = expected > 0 ? ` The next request to ${model} may cost ${dollars(expected)}.` : "";
  return {
    headline: `Your budget of ${dollars(limit)} ${scope === "day" ? "a day" : "for a chat"} would be exceeded.`,
    detail: `Spent ${scopeWords[scope]}: ${dollars(spent)}.${sent} Nothing has been sent yet.`,
    allow: `Allow ${dollars(step)} More`,
  };
}

const refusalWords = ({ scope, limit, spent }: BudgetQuestion): string =>
  `Not sent: ${dollars(spent)} of your budget of ${dollars(limit)} ${scope === "day" ? "a day" : "for a chat"} ` +
  "are spent. Ask again to allow more, choose a free or local model, or change the budget in the settings.";
