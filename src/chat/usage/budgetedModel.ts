import type { Model, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { type Budget, type BudgetQuestion, exceeded, type Spending } from "./budget.ts";
import { dollars } from "./cost.ts";

export type BudgetPorts = {
  budget(): Budget;
  /** The amount spent so far; called only if there is a budget. */
  spending(): Promise<Spending>;
  /** The most US dollars that a request may cost; undefined if the price is unknown. */
  expected(request: ModelRequest): number | undefined;
  /** True if the user agrees; then `spending` counts `question.step` as allowed. */
  ask(question: BudgetQuestion, signal: AbortSignal): Promise<boolean>;
};

/**
 * A model that asks before a request would exceed the user's budget. A denied request is not sent and ends with a
 * ModelError of kind "budget"; earlier output stays.
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

/** Asks until no limit is exceeded. Throws ModelError: "budget" if the user declines, "aborted" if stopped. */
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

/** The text of the modal: a headline and the numbers. */
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
