import type { Usage } from "./model.ts";

/** The tokens of one prompt, if several answers to it are counted together. */
export const promptTokensOf = ({ inputTokens, results = 1 }: Usage): number | undefined =>
  inputTokens === undefined ? undefined : Math.round(inputTokens / results);

/**
 * Adds two usages field by field; a field that neither has stays absent. If one cost is computed from prices, so is the
 * sum.
 */
export function addUsage(a: Usage, b: Usage): Usage {
  const keys = ["inputTokens", "outputTokens", "thoughtTokens", "cachedTokens", "cost"] as const;
  const sum: Usage = {};
  for (const key of keys) {
    if (a[key] !== undefined || b[key] !== undefined) sum[key] = (a[key] ?? 0) + (b[key] ?? 0);
  }
  const bases = [a.costBasis, b.costBasis];
  const basis = (["prices", "reported", "local"] as const).find((each) => bases.includes(each));
  return basis === undefined ? sum : { ...sum, costBasis: basis };
}
