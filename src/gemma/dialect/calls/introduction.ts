import type { Flow } from "./flow.ts";

/**
 * What stands before calls without tokens of their own: with the format it decides which names make calls, and whether text
 * behind them makes them an example. `announced`: the model said that it makes a call. `words`: text leads to them, whatever
 * it says. `first`: nothing of the answer came before.
 */
export type Introduction = { announced: boolean; words: boolean; first: boolean };

/** Calls that stand behind a token need no other introduction. */
export const byToken: Introduction = { announced: false, words: false, first: false };

/** How the text so far introduces calls here; undefined where it makes them an example. */
export function introduction(flow: Flow): Introduction | undefined {
  const cue = flow.cue();
  if (cue === "example") return undefined;
  const { recent, untouched } = flow.out;
  return { announced: cue === "intent", words: recent.trim() !== "", first: untouched };
}
