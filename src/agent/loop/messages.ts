import type { Message, Part } from "../../model/message.ts";
import type { AnsweredBy } from "../../model/model.ts";
import { told, toldTurns } from "../context/told.ts";
import { withoutRepeats } from "./repeats.ts";
import type { Item, Transcript, Turn } from "../transcript/transcript.ts";
import type { Attachment } from "../transcript/turnEvent.ts";

/**
 * The conversation as a model is told it: `system`, then per turn the question and, per step, the answer with its
 * calls followed by their results. A past turn that brought no answer at all is left out: Gemma's templates want
 * user and model to alternate, and the question was either repeated or given up. An answer that is to go on where it
 * stopped is followed by the word to do so. Turns that are told as a summary stand as one text before the next question.
 * @param isOwn whether the details of a thought may be told: those of another provider mean nothing, and may be refused
 */
export function messagesOf(
  transcript: Transcript,
  system: string,
  isOwn: (by: AnsweredBy) => boolean = () => true,
): Message[] {
  const head: Message = { role: "system", parts: [{ type: "text", text: system }] };
  const { summary, turns } = toldTurns(transcript);
  const answered = turns.filter((turn) => turn === transcript.open || turn.items.some(isSaid));
  const before = summary === undefined ? "" : summaryText(summary);
  const messages = answered.flatMap((turn, at) => messagesOfTurn(told(turn), isOwn, at === 0 ? before : ""));
  return transcript.open?.joins === undefined ? [head, ...messages] : [head, ...messages, goOn];
}

/** Stands in the first question that is told word for word: user and model go on alternating. */
const summaryText = (summary: string): string =>
  `What was said before, in short:\n${summary}\n(End of the summary.)\n\n`;

const goOn: Message = {
  role: "user",
  parts: [{ type: "text", text: "Continue exactly where you stopped. Do not repeat anything." }],
};

const isSaid = (item: Item): boolean =>
  item.type === "text" ? item.text.trim() !== "" : item.type === "tool" && item.call !== undefined;

function messagesOfTurn(turn: Turn, isOwn: (by: AnsweredBy) => boolean, before: string): Message[] {
  // Images before the text, as Gemma was trained.
  const shown = turn.chips.flatMap(shownPart);
  const question: Part = { type: "text", text: before + turn.prompt };
  const messages: Message[] = [{ role: "user", parts: [...shown, question] }];
  for (const items of bySteps(turn.items)) {
    const said = items.flatMap((item) => saidPart(item, isOwn));
    // A thought alone says nothing: what it led to came later, or never.
    if (said.some(({ type }) => type !== "thought")) messages.push({ role: "assistant", parts: said });
    const results = items.flatMap(resultPart);
    if (results.length > 0) messages.push({ role: "tool", parts: results });
  }
  return messages;
}

function shownPart({ label: name, image, video, audio }: Attachment): Part[] {
  if (image) return [{ type: "image", ...image }];
  if (video) return [{ type: "video", name, ...video }];
  return audio ? [{ type: "audio", name, ...audio }] : [];
}

function bySteps(items: readonly Item[]): Item[][] {
  const steps = new Map<number, Item[]>();
  for (const item of items) steps.set(item.step, [...(steps.get(item.step) ?? []), item]);
  return [...steps.values()];
}

function saidPart(item: Item, isOwn: (by: AnsweredBy) => boolean): Part[] {
  switch (item.type) {
    case "text":
      return [{ type: "text", text: withoutRepeats(item.text) }];
    case "thought": {
      const { text, details, by } = item;
      const isTold = details.length > 0 && (by === undefined || isOwn(by));
      return [{ type: "thought", text, ...(isTold && { details }) }];
    }
    case "tool":
      return item.call ? [item.call] : [];
  }
}

function resultPart(item: Item): Part[] {
  if (item.type !== "tool" || !item.call || item.result === undefined) return [];
  const isError = item.state !== "done";
  return [{ type: "tool-result", callId: item.id, name: item.name, text: item.result, isError }];
}
