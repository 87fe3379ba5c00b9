import { addUsage, type Transcript, type Turn, turnsOf } from "../../agent/transcript.ts";
import type { Usage } from "../../model/model.ts";

const sums = new WeakMap<readonly Turn[], Usage>();

/** What a whole chat used. The settled turns are summed once, however often one asks. */
export function chatUsage({ settled, open }: Transcript): Usage {
  let sum = sums.get(settled);
  if (sum === undefined) {
    sum = settled.reduce<Usage>((all, { usage }) => addUsage(all, usage), {});
    sums.set(settled, sum);
  }
  return open ? addUsage(sum, open.usage) : sum;
}

/** Tokens that the latest answer's request and the answer itself took of the model's window; undefined before the first. */
export function windowUsed(transcript: Transcript): number | undefined {
  const last = transcript.open?.lastUsage ?? transcript.settled.findLast(({ lastUsage }) => lastUsage)?.lastUsage;
  return last?.inputTokens === undefined ? undefined : last.inputTokens + (last.outputTokens ?? 0);
}

/** A chat's cost for its budget; its first turn tells it from others. US dollars. */
export function spendingOf(transcript: Transcript): { name: string; spent: number } {
  return { name: turnsOf(transcript)[0]?.id ?? "", spent: chatUsage(transcript).cost ?? 0 };
}
