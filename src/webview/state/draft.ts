import type { Attachment, Mode, TurnOutcome } from "../../agent/transcript/turnEvent.ts";

/** `steering`: the id under which it was sent to the running turn, which has not taken it yet. */
export type Question = { text: string; mode: Mode; chips: readonly Attachment[]; steering?: string };
/**
 * The question being written, and queued questions. `recalled`: the index of the earlier question shown while Up and
 * Down walk through them; 0 is the latest.
 */
export type Draft = { text: string; chips: readonly Attachment[]; queue: readonly Question[]; recalled?: number };

export const noDraft: Draft = { text: "", chips: [], queue: [] };

/** The draft with another text; editing ends the walk through earlier questions. */
export function withText(draft: Draft, text: string): Draft {
  const { recalled: _, ...rest } = draft;
  return { ...rest, text };
}

/** Appends what the host inserts; duplicate attachments are skipped. */
export function composed(draft: Draft, text: string, chips: readonly Attachment[]): Draft {
  const before = draft.text.trimEnd();
  const joined = text === "" ? draft.text : before === "" ? text : `${before}\n${text}`;
  const fresh = chips.filter((chip) => !draft.chips.some((each) => attachmentKey(each) === attachmentKey(chip)));
  return { ...withText(draft, joined), chips: [...draft.chips, ...fresh] };
}

export function withoutAttachment(draft: Draft, chip: Attachment): Draft {
  return { ...draft, chips: draft.chips.filter((each) => each !== chip) };
}

/** Sends the draft: `ask` is sent now. While a turn runs the question is queued instead. An empty draft stays. */
export function submit(draft: Draft, mode: Mode, running: boolean): { draft: Draft; ask?: Question } {
  const text = draft.text.trim();
  if (text === "") return { draft };
  const question: Question = { text, mode, chips: draft.chips };
  return running
    ? { draft: { ...noDraft, queue: [...draft.queue, question] } }
    : { draft: { ...noDraft, queue: draft.queue }, ask: question };
}

/** Marks a queued question as sent to the running turn. */
export function steer(draft: Draft, at: number, id: string): Draft {
  const question = draft.queue[at];
  return question ? { ...draft, queue: draft.queue.with(at, { ...question, steering: id }) } : draft;
}

/** The draft without the questions that the turn took, by their ids. */
export function withoutSteered(draft: Draft, ids: ReadonlySet<string>): Draft {
  const queue = draft.queue.filter(({ steering }) => steering === undefined || !ids.has(steering));
  return queue.length === draft.queue.length ? draft : { ...draft, queue };
}

/** What the turn did not take is a question again. */
const notSteering = ({ steering: _, ...question }: Question): Question => question;

/** Takes the first queued question. After a stop or a failure it waits for the user instead. */
export function afterTurn(before: Draft, outcome: TurnOutcome): { draft: Draft; ask?: Question } {
  const draft = { ...before, queue: before.queue.map(notSteering) };
  const goesOn = outcome.type === "answered" || outcome.type === "cut" || outcome.type === "out-of-steps";
  return goesOn ? takeQueued(draft, 0) : { draft };
}

/** Removes a question from the queue, to be asked or dropped. */
export function takeQueued(draft: Draft, at: number): { draft: Draft; ask?: Question } {
  const ask = draft.queue[at];
  return { draft: { ...draft, queue: draft.queue.toSpliced(at, 1) }, ...(ask && { ask }) };
}

/**
 * Walks up (`back`) or down through earlier questions, the latest first. Undefined where the keys keep their usual
 * meaning.
 */
export function recall(draft: Draft, questions: readonly string[], back: boolean): Draft | undefined {
  const untouched = draft.recalled !== undefined && draft.text === questions[draft.recalled];
  if (draft.text !== "" && !untouched) return undefined;
  const at = (untouched ? (draft.recalled ?? -1) : -1) + (back ? 1 : -1);
  if (at < -1 || at >= questions.length) return undefined;
  const text = questions[at];
  return text === undefined ? withText(draft, "") : { ...draft, text, recalled: at };
}

/** The identity of an attachment. */
export function attachmentKey(chip: Attachment): string {
  return [chip.label, chip.uri ?? chip.path, chip.startLine, chip.endLine, bytesOf(chip)].join("\n");
}

const bytesOf = ({ image, video, audio }: Attachment): string | undefined =>
  image?.data ?? video?.frames[0]?.data ?? video?.data ?? audio?.data;

/** Characters of attachments in a draft and in queued questions. */
export function weightOf({ chips, queue }: Draft): number {
  const all = [...chips, ...queue.flatMap((question) => question.chips)];
  return all.reduce((sum, { image, video, audio }) => {
    const pictures = [...(image ? [image] : []), ...(video?.frames ?? []), ...(audio ? [audio] : [])];
    return sum + (video?.data?.length ?? 0) + pictures.reduce((total, { data }) => total + data.length, 0);
  }, 0);
}
