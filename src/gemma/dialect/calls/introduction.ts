import type { Introduction } from "./block.ts";
import type { Flow } from "./flow.ts";

/** How the text so far introduces calls here; undefined where it makes them an example. */
export function introduction(flow: Flow): Introduction | undefined {
  const cue = flow.cue();
  if (cue === "example") return undefined;
  const { recent, untouched } = flow.out;
  return { announced: cue === "intent", words: recent.trim() !== "", first: untouched };
}
