import type { FileDiff, ShownAsk } from "./turnEvent.ts";

/** The diffs that a question shows, in order. */
export function diffsOf(ask: ShownAsk): FileDiff[] {
  if (ask.kind === "edit") return [ask.diff];
  if (ask.kind !== "files") return [];
  return ask.operations.flatMap((each) => ("diff" in each && each.diff ? [each.diff] : []));
}
