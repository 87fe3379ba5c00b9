import type { TurnPolicy } from "../../../src/agent/failover/policy.ts";
import { createLoopGuard, withoutOldThoughts } from "../../../src/gemma/index.ts";

/** The product's own policy without fallback models, where no time passes: every wait is over at once, and is kept. */
export function turnPolicy(changes: Partial<TurnPolicy> = {}): TurnPolicy & { waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    retries: 4,
    fallbackModels: [],
    guard: createLoopGuard,
    history: withoutOldThoughts,
    wait: async (ms) => {
      waits.push(ms);
      return "time";
    },
    random: () => 0.5,
    ...changes,
  };
}
