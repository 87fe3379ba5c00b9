import { told, toldTurns } from "../../agent/context/told.ts";
import { type Transcript, type Turn, turnsOf } from "../../agent/transcript/transcript.ts";
import type { Usage } from "../../model/model.ts";
import { addUsage, promptTokensOf } from "../../model/usage.ts";

const sums = new WeakMap<readonly Turn[], Usage>();

/** The usage of a whole chat. Settled turns are summed once and cached. */
export function chatUsage({ settled, open }: Transcript): Usage {
  let sum = sums.get(settled);
  if (sum === undefined) {
    sum = settled.reduce<Usage>((all, { usage }) => addUsage(all, usage), {});
    sums.set(settled, sum);
  }
  return open ? addUsage(sum, open.usage) : sum;
}

/** Tokens of the model's window used by the latest request and its answer; undefined before the first. */
export function windowUsed(transcript: Transcript): number | undefined {
  const last = transcript.open?.lastUsage ?? transcript.settled.findLast(({ lastUsage }) => lastUsage)?.lastUsage;
  const prompt = last && promptTokensOf(last);
  return prompt === undefined ? undefined : prompt + Math.round((last?.outputTokens ?? 0) / (last?.results ?? 1));
}

export type WindowParts = { questions: number; answers: number; tools: number };

const settledParts = new WeakMap<readonly Turn[], WindowParts>();

/** What fills the window, as fractions by characters, without instructions and declared tools; undefined if empty. */
export function windowParts({ settled, open }: Transcript): WindowParts | undefined {
  let known = settledParts.get(settled);
  if (known === undefined) {
    const { summary, turns } = toldTurns({ settled, open: undefined });
    known = charactersOf(turns);
    known.answers += summary?.length ?? 0;
    settledParts.set(settled, known);
  }
  const now = charactersOf(open ? [open] : []);
  const questions = known.questions + now.questions;
  const answers = known.answers + now.answers;
  const tools = known.tools + now.tools;
  const sum = questions + answers + tools;
  return sum === 0 ? undefined : { questions: questions / sum, answers: answers / sum, tools: tools / sum };
}

function charactersOf(turns: readonly Turn[]): WindowParts {
  const parts = { questions: 0, answers: 0, tools: 0 };
  for (const { prompt, items } of turns.map(told)) {
    parts.questions += prompt.length;
    for (const item of items) {
      if (item.type === "user") parts.questions += item.prompt.length;
      else if (item.type === "text") parts.answers += item.text.length;
      else if (item.type === "tool") parts.tools += item.argumentText.length + (item.result?.length ?? 0);
    }
  }
  return parts;
}

/** A chat's cost for its budget, in US dollars. Its first turn identifies it. */
export function spendingOf(transcript: Transcript): { name: string; spent: number } {
  return { name: turnsOf(transcript)[0]?.id ?? "", spent: chatUsage(transcript).cost ?? 0 };
}
