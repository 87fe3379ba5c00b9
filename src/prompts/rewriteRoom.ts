/** Characters a token of code stands for, about; and so many that what is too long by them is too long for sure. */
const about = 3;
const atMost = 4;
/** What the question says beside the code, its context and its instruction. Characters. */
const frame = 1000;

/** What bounds an answer, in tokens; absent where unknown or unbounded. */
export type Limits = { contextTokens?: number | undefined; maxTokens?: number | undefined };

/**
 * How many characters of context may go with a region that is to be rewritten, so that the question and the answer, about
 * as long as the region, fit the window. `said`: the instruction and all else that goes along in any case.
 */
export function roomBeside(region: number, said: number, { contextTokens }: Limits): number {
  return contextTokens === undefined ? Infinity : Math.max(0, contextTokens * about - 2 * region - said - frame);
}

/** Why a region is surely too long to be asked for and written back, with what to do; undefined when it may fit. */
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
