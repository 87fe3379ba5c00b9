/** Limits in US dollars; an absent limit means none. */
export type Budget = { perDay?: number; perChat?: number };
export type BudgetScope = "day" | "chat";
/** US dollars spent in each scope, and the amount allowed beyond its limit. */
export type Spending = Record<BudgetScope, { spent: number; allowed: number }>;

/** A limit that the next request would exceed, in US dollars. `step`: how much more to allow if the user agrees. */
export type BudgetQuestion = { scope: BudgetScope; limit: number; spent: number; expected: number; step: number };

/**
 * Share of the limit. Large enough not to ask at every request, small enough that a forgotten agent can't spend much.
 */
const stepShare = 0.5;

/**
 * What to ask before a request of `expected` dollars; undefined if it fits all limits. Free requests never ask.
 * Requests of unknown cost (undefined) ask only once a limit is reached.
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
