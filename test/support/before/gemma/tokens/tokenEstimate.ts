/** Characters a token stands for in code and English, before anything was measured. */
const startRatio = 3.4;
/** Ratios outside this range are a server's miscount (a cached or truncated prompt), not a text's nature. */
const leastRatio = 1;
const mostRatio = 8;
/** How many characters the starting guess weighs against measurements. */
const startWeight = 2000;
/** Older measurements fade: the sum of their weights stays below this many characters. */
const mostWeight = 200_000;
/** A measurement this many times off what is known counts only when the next one says the same. */
const surprise = 1.6;
/** How near two surprising measurements must be to say the same. */
const agreement = 1.2;

/** What an estimator has learnt: characters and the tokens they were, faded. Small enough to be kept per model. */
export type TokenMemory = { characters: number; tokens: number };

export type TokenEstimator = {
  /** Tokens of a text, or of so many characters; rounded up. */
  estimate(text: string | number): number;
  /** Learns from a request whose characters and whose real `prompt_tokens` are known. */
  calibrate(measured: TokenMemory): void;
  /** Characters per token as known by now. */
  readonly ratio: number;
  readonly memory: TokenMemory;
};

/**
 * Estimates tokens by characters, per model: no tokenizer of a Gemma is light enough to bring along.
 * @param remembered what an earlier estimator of the same model had learnt; one that cannot be true is not taken
 */
export function createTokenEstimator(remembered?: TokenMemory): TokenEstimator {
  const isKnown = remembered !== undefined && isPossible(remembered) && remembered.characters <= mostWeight;
  let { characters, tokens } = isKnown ? remembered : { characters: startWeight, tokens: startWeight / startRatio };
  let surprising: number | undefined;
  return {
    get ratio() {
      return characters / tokens;
    },
    get memory() {
      return { characters, tokens };
    },
    estimate: (text) => Math.ceil(((typeof text === "number" ? text : text.length) * tokens) / characters),
    calibrate: (measured) => {
      if (!isPossible(measured)) return;
      const ratio = measured.characters / measured.tokens;
      if (!isNear(ratio, characters / tokens, surprise) && !(surprising && isNear(ratio, surprising, agreement))) {
        surprising = ratio;
        return;
      }
      surprising = undefined;
      characters += measured.characters;
      tokens += measured.tokens;
      const fade = Math.min(1, mostWeight / characters);
      characters *= fade;
      tokens *= fade;
    },
  };
}

function isPossible({ characters, tokens }: TokenMemory): boolean {
  const ratio = characters / tokens;
  return characters > 0 && ratio >= leastRatio && ratio <= mostRatio;
}

const isNear = (one: number, other: number, factor: number): boolean => one < other * factor && other < one * factor;
