/** Characters a token stands for: about, and at the very most over a whole prompt (then it is surely too long). */
const aboutRatio = 3.4;
const mostRatio = 8;
/** Where the window is not known, a prompt shorter than this proves nothing, in characters: one line may weigh too much. */
const longPrompt = 16_000;
/** A cut leaves more of a prompt, in tokens: a smaller count leaves out what was cached, or is made up. */
const leastLeft = 1024;
/** A prompt cut to the window fills it to its end, but for so many tokens. */
const nearEnd = 16;

/** One prompt and what a server counted of it, in tokens. `window` is absent where it is not known. */
export type Counted = {
  characters: number;
  promptTokens: number;
  window?: number | undefined;
  /** The most that this server was seen to read of earlier prompts: it has room for that at least. */
  seen: number;
};

/** Whether a prompt is longer than the window whatever its text: it need not be sent. */
export const surelyTooLong = (characters: number, window: number): boolean => characters / mostRatio > window;

/** Whether so small a count of so long a prompt is strange: less of it was read, or it was counted in another way. */
export const isStrangelySmall = ({ characters, promptTokens }: Counted): boolean =>
  promptTokens >= leastLeft && characters / mostRatio > promptTokens;

/**
 * Whether the server seems to have cut messages off before the model read them, as some do without a word: what it read
 * fills the window to its end, or is far less than what the prompt must be. A suspicion only: servers count in many ways.
 */
export function seemsCut(counted: Counted): boolean {
  const { characters, promptTokens, window, seen } = counted;
  if (window === undefined) {
    return characters > longPrompt && isStrangelySmall(counted) && promptTokens >= seen;
  }
  const about = characters / aboutRatio;
  const isFull = promptTokens >= window - nearEnd && promptTokens <= window && about > window * 0.75;
  return isFull || (about > window && isStrangelySmall(counted));
}
