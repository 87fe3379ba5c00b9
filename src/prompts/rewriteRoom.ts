/** Characters per token of code: a typical value, and an upper limit. */
const about = 3;
const atMost = 4;
/** Characters of the question besides the code, its context and its instruction. */
const frame = 1000;

/** The limits of an answer, in tokens; absent if unknown or unlimited. */
export type Limits = { contextTokens?: number | undefined; maxTokens?: number | undefined };

/**
 * How many characters of context fit beside a region to rewrite. The question and an answer about as long as the region
 * must fit the window. `said`: characters of the instruction and other required text.
 */
export function roomBeside(region: number, said: number, { contextTokens }: Limits): number {
  return contextTokens === undefined ? Infinity : Math.max(0, contextTokens * about - 2 * region - said - frame);
}

/** Why a region is surely too long to send and rewrite, with what to do; undefined if it may fit. */
export function whyTooLong(region: string, prompt: number, { contextTokens, maxTokens }: Limits): string | undefined {
  const lines = region.split("\n").length;
  const perLine = region.length / lines;
  const words = (tokens: number, most: number, bound: string, remedy: string): string => {
    const few = Math.max(1, Math.floor(((most / perLine) * 3) / 4));
    return `These ${shown(lines)} lines are too many to rewrite at once: it takes about ${shown(tokens)} tokens, and ${bound}. Select about ${shown(few)} lines at most, or ${remedy}.`;
  };
  if (maxTokens !== undefined && region.length > maxTokens * atMost) {
    const bound = `an answer may have ${shown(maxTokens)} (gemma.maxTokens)`;
    return words(region.length / atMost, maxTokens * atMost, bound, "allow more");
  }
  const beside = Math.max(0, prompt - region.length);
  if (contextTokens !== undefined && prompt + region.length > contextTokens * atMost) {
    const bound = `the model's window holds ${shown(contextTokens)}`;
    const most = (contextTokens * atMost - beside) / 2;
    return words((prompt + region.length) / atMost, most, bound, "choose a model with a larger window");
  }
  return undefined;
}

const shown = (count: number): string => Math.ceil(count).toLocaleString("en-US");
