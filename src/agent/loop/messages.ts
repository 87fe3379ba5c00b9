import type { Message, Part } from "../../model/message.ts";
import type { AnsweredBy } from "../../model/model.ts";
import { setBackIn } from "../transcript/fileSteps.ts";
import { told, toldTurns } from "../context/told.ts";
import { withoutRepeats } from "./repeats.ts";
import { instructionWords } from "../context/instructions/instructionWords.ts";
import { type Item, type Transcript, type Turn, turnsOf } from "../transcript/transcript.ts";
import type { Attachment } from "../transcript/turnEvent.ts";

/**
 * The conversation as sent to a model: `system`, then for each turn the question and, for each step, the answer and the
 * results of its calls. A message of the user to the running turn stands before the answer to it. A past turn without any answer is omitted, because Gemma's templates require user and model to
 * alternate and the question was repeated or given up. An answer to continue is followed by a request to do so. Turns
 * replaced by a summary become one text before the next question. The instruction files of the first question follow
 * `system`; those that joined or changed later stand where they did, so that the beginning stays the same.
 * @param isOwn whether a thought's details may be sent: those of other providers are useless, and may be refused
 */
export function messagesOf(
  transcript: Transcript,
  system: string,
  isOwn: (by: AnsweredBy) => boolean = () => true,
): Message[] {
  const first = turnsOf(transcript)[0];
  const instructions = first ? instructionsOf(first) : "";
  const text = [system, instructions].filter((part) => part !== "").join("\n\n");
  const head: Message = { role: "system", parts: [{ type: "text", text }] };
  const { summary, turns } = toldTurns(transcript);
  const answered = turns.filter((turn) => turn === transcript.open || turn.items.some(isSaid));
  const before = summary === undefined ? "" : summaryText(summary);
  const messages = answered.flatMap((turn, at) => {
    const setBack = setBackText(turns[turns.indexOf(turn) - 1]);
    const joined = turn === first ? "" : instructionsOf(turn);
    const changed = joined === "" ? "" : `${joined}\n\n`;
    return messagesOfTurn(told(turn), isOwn, (at === 0 ? before : "") + setBack + changed);
  });
  return transcript.open?.joins === undefined ? [head, ...messages] : [head, ...messages, goOn];
}

/** Part of the first question that is sent in full, so that user and model alternate. */
const summaryText = (summary: string): string =>
  `What was said before, in short:\n${summary}\n(End of the summary.)\n\n`;

/** The most files that are named. */
const MOST_SET_BACK = 20;

/** Part of the question after files were restored: otherwise the model believes in what it did. */
function setBackText(turn: Turn | undefined): string {
  const paths = turn ? setBackIn(turn) : [];
  if (paths.length === 0) return "";
  const more = paths.length - MOST_SET_BACK;
  const names = [...paths.slice(0, MOST_SET_BACK), ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `(The user has set these files back to earlier contents: ${names}. Read them again before you change them.)\n\n`;
}

const goOn: Message = {
  role: "user",
  parts: [{ type: "text", text: "Continue exactly where you stopped. Do not repeat anything." }],
};

const isSaid = (item: Item): boolean =>
  item.type === "text" ? item.text.trim() !== "" : item.type === "tool" && item.call !== undefined;

function messagesOfTurn(turn: Turn, isOwn: (by: AnsweredBy) => boolean, before: string): Message[] {
  const messages: Message[] = [userMessage(turn.chips, before + turn.prompt)];
  for (const items of bySteps(turn.items)) {
    for (const item of items) if (item.type === "user") messages.push(userMessage(item.chips, item.prompt));
    const said = items.flatMap((item) => saidPart(item, isOwn));
    // A thought alone is omitted: its answer came later, or never.
    if (said.some(({ type }) => type !== "thought")) messages.push({ role: "assistant", parts: said });
    const results = items.flatMap((item) => resultPart(item, turn));
    if (results.length > 0) messages.push({ role: "tool", parts: [...results, ...items.flatMap(resultImage)] });
  }
  return messages;
}

/** Images come before the text, as in Gemma's training. */
const userMessage = (chips: readonly Attachment[], text: string): Message => ({
  role: "user",
  parts: [...chips.flatMap(shownPart), { type: "text", text }],
});

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
    case "user":
      return [];
  }
}

function resultPart(item: Item, turn: Turn): Part[] {
  if (item.type !== "tool" || !item.call || item.result === undefined) return [];
  const isError = item.state !== "done";
  const joined = instructionsOf(turn, item);
  const text = joined === "" ? item.result : `${item.result}\n\n${joined}`;
  return [{ type: "tool-result", callId: item.id, name: item.name, text, isError }];
}

/** Images follow all results of their step, since some servers refuse anything between results. */
const resultImage = (item: Item): Part[] =>
  item.type === "tool" && item.call && item.result !== undefined && item.image
    ? [{ type: "image", ...item.image }]
    : [];

/** The instructions that joined with a call's result, or else with the question. */
function instructionsOf({ instructions = [] }: Turn, tool?: { step: number; id: string }): string {
  const joined = instructions.filter(({ call }) => call?.id === tool?.id && call?.step === tool?.step);
  return instructionWords(joined.flatMap(({ files }) => files));
}
