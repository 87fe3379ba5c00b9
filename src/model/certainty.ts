/** The probabilities of a model's own tokens, from 0 to 1; known only if requested. */
export type Certainty = { tokens: number; mean: number; lowest: number };

/** A token of an answer and its alternatives, with probabilities from 0 to 1. */
export type TokenProbability = {
  text: string;
  probability: number;
  others: readonly { text: string; probability: number }[];
};

/** The certainty of tokens from their natural log probabilities; undefined for none. */
export function certaintyOf(logprobs: readonly number[]): Certainty | undefined {
  if (logprobs.length === 0) return undefined;
  const each = logprobs.map((logprob) => Math.min(1, Math.exp(logprob)));
  const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
  return { tokens: each.length, mean, lowest: each.reduce((least, one) => Math.min(least, one), 1) };
}

/** The certainty of two groups of tokens together. */
export function addCertainty(one: Certainty | undefined, other: Certainty | undefined): Certainty | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const tokens = one.tokens + other.tokens;
  const mean = (one.mean * one.tokens + other.mean * other.tokens) / tokens;
  return { tokens, mean, lowest: Math.min(one.lowest, other.lowest) };
}
