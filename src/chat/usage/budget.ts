/** Limits in US dollars; an absent one is none. */
export type Budget = { perDay?: number; perChat?: number };
export type BudgetScope = "day" | "chat";
/** US dollars spent in each scope, and what was allowed beyond its limit. */
export type Spending = Record<BudgetScope, { spent: number; allowed: number }>;

/** A limit that the next request would exceed; all in US dollars. `step`: how much more to allow if the user goes on. */
export type BudgetQuestion = { scope: BudgetScope; limit: number; spent: number; expected: number; step: number };

/** Of a limit: large enough not to ask at every request, small enough that a forgotten agent does not run far. */
const stepShare = 0.5;

/**
 * What to ask the user before a request of `expected` dollars, or undefined where it fits all limits. What costs
 * nothing never asks. An unknown cost (undefined) asks once a limit is reached already.
 */
export function exceeded(budget: Budget, spending: Spending, expected: number | undefined): BudgetQuestion | undefined {
  if (expected === 0) return undefined;
  const limits = { chat: budget.perChat, day: budget.perDay } as const;
  for (const scope of ["chat", "day"] as const) {
    const limit = limits[scope];
    if (limit === undefined) continue;
    const { spent, allowed } = spending[scope];
    const isOver = expected === undefined ? spent >= limit + allowed : spent + expected > limit + allowed;
    if (!isOver) continue;
    const needed = spent + (expected ?? 0) - limit - allowed;
    return { scope, limit, spent, expected: expected ?? 0, step: Math.max(limit * stepShare, needed) };
  }
  return undefined;
}
