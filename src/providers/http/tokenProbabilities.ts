import * as v from "valibot";
import type { TokenProbability } from "../../model/certainty.ts";

/** A token by its text and the natural logarithm of its probability. */
const stated = { token: v.fallback(v.string(), ""), logprob: v.number() };

/** The tokens of an answer with their alternatives, as OpenAI's protocol and Ollama's have them. */
export const logprobsSchema = v.array(
  v.object({ ...stated, top_logprobs: v.fallback(v.nullish(v.array(v.object(stated))), undefined) }),
);
export type Logprobs = v.InferOutput<typeof logprobsSchema>;

/** What is kept of one answer: so many tokens, so many alternatives of each, so many characters of a token's text. */
const mostTokens = 4096;
const mostOthers = 20;
const longestText = 200;

/** The tokens so far and those of one piece more; what is beyond the bound is not kept. */
export function addTokens(
  kept: readonly TokenProbability[] | undefined,
  logprobs: Logprobs | null | undefined,
): readonly TokenProbability[] | undefined {
  if (!logprobs || logprobs.length === 0) return kept;
  const room = mostTokens - (kept?.length ?? 0);
  return room <= 0 ? kept : [...(kept ?? []), ...logprobs.slice(0, room).map(tokenOf)];
}

function tokenOf({ token, logprob, top_logprobs: others }: Logprobs[number]): TokenProbability {
  // Servers state the token itself among its alternatives.
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
