import * as v from "valibot";
import type { TokenProbability } from "../../model/certainty.ts";

/** A token's text and natural log probability. */
const stated = { token: v.fallback(v.string(), ""), logprob: v.number() };

/** The tokens of an answer with alternatives, in OpenAI's and Ollama's format. */
export const logprobsSchema = v.array(
  v.object({ ...stated, top_logprobs: v.fallback(v.nullish(v.array(v.object(stated))), undefined) }),
);
export type Logprobs = v.InferOutput<typeof logprobsSchema>;

/** Limits per answer: tokens, alternatives of each, and characters of a token's text. */
const mostTokens = 4096;
const mostOthers = 20;
const longestText = 200;

/** Adds the tokens of one more piece, up to the limit. */
export function addTokens(
  kept: readonly TokenProbability[] | undefined,
  logprobs: Logprobs | null | undefined,
): readonly TokenProbability[] | undefined {
  if (!logprobs || logprobs.length === 0) return kept;
  const room = mostTokens - (kept?.length ?? 0);
  return room <= 0 ? kept : [...(kept ?? []), ...logprobs.slice(0, room).map(tokenOf)];
}

function tokenOf({ token, logprob, top_logprobs: others }: Logprobs[number]): TokenProbability {
  // Servers list the token itself among its alternatives.
  const rest = (others ?? []).filter((other) => other.token !== token).slice(0, mostOthers);
  return {
    text: token.slice(0, longestText),
    probability: probabilityOf(logprob),
    others: rest.map((other) => ({
      text: other.token.slice(0, longestText),
      probability: probabilityOf(other.logprob),
    })),
  };
}

const probabilityOf = (logprob: number): number => Math.min(1, Math.exp(logprob));
