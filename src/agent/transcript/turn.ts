import type { Certainty } from "../../model/certainty.ts";
import type { AnsweredBy, Usage } from "../../model/model.ts";
import type { Picture, ToolCallPart } from "../../model/message.ts";
import type { RestoredFile, Step } from "./schema/filesSchema.ts";
import type {
  ApprovalDecision,
  Attachment,
  Cut,
  FileDiff,
  InstructionFile,
  Mode,
  ModelEvent,
  Question,
  ShownAsk,
  Todo,
  Topic,
  TurnEvent,
  TurnOutcome,
} from "./turnEvent.ts";

export type TextItem = { type: "text"; step: number; text: string };
/** `by`: the provider of the details; absent in older chats. */
export type ThoughtItem = {
  type: "thought";
  step: number;
  text: string;
  details: readonly unknown[];
  by?: AnsweredBy;
  ms?: number;
};
/** The end of a running tool's output; `skipped`: earlier output was dropped. */
export type ToolOutput = { text: string; skipped: boolean };
/** A separate conversation that a call's tool runs. */
export type Task = { id: string; transcript: Transcript };
/**
 * A tool call and its outcome. "writing": the model still writes its arguments (`argumentText` grows). `title`: what it
 * does, in the tool's words. `ask` with its `nonce`: the latest question to the user about it.
 */
export type ToolItem = {
  type: "tool";
  step: number;
  id: string;
  name: string;
  argumentText: string;
  state: "writing" | "waiting" | "approval" | "running" | "done" | "failed" | "denied" | "stopped";
  call?: ToolCallPart;
  title?: string;
  ask?: ShownAsk;
  nonce?: string;
  decision?: ApprovalDecision;
  diff?: FileDiff;
  /** A picture that belongs to the result. */
  image?: Picture;
  /** The changes of several files. */
  diffs?: readonly FileDiff[];
  /** What it waits for the user to answer. */
  question?: Question & { nonce: string };
  note?: string;
  todos?: readonly Todo[];
  output?: ToolOutput;
  /** In start order. */
  tasks?: readonly Task[];
  result?: string;
};
/** A message of the user within the turn, before the answer of the same step. `id`: the panel's own. */
export type UserItem = {
  type: "user";
  step: number;
  id: string;
  text: string;
  prompt: string;
  chips: readonly Attachment[];
};
export type Item = TextItem | ThoughtItem | ToolItem | UserItem;

export type Turn = {
  id: string;
  askedAt: number;
  mode: Mode;
  text: string;
  prompt: string;
  chips: readonly Attachment[];
  topic?: Topic;
  items: readonly Item[];
  /** The number of the model's answer within this turn; items of one answer share it. */
  step: number;
  waiting?: Extract<ModelEvent, { type: "waiting" }>;
  /** A pending retry. */
  retrying?: Extract<TurnEvent, { type: "retrying" }>;
  /** The fallbacks so far, in order; the last `to` is the model that was asked in the end. */
  fellBack?: readonly Extract<TurnEvent, { type: "fell-back" }>[];
  /** The item whose text the current answer continues, after the turn was resumed. */
  joins?: number;
  /** Resumed, and nothing has come since. */
  reopened?: true;
  /** Milliseconds between ends and resumptions, without work. */
  idleMs?: number;
  /** Notices about the answers, without duplicates. */
  notices?: readonly string[];
  /** The shortened parts of this turn; the latest cut of a part counts. */
  cuts?: readonly Cut[];
  /** What was shortened during this turn, by name, and the window in tokens. */
  shortened?: { names: readonly string[]; window?: number };
  /** A summary of this turn and all before it, sent instead of them. */
  compacted?: string;
  /** Instruction files that joined: with the question, or with the result of a call of one step. */
  instructions?: readonly { call?: { step: number; id: string }; files: readonly InstructionFile[] }[];
  /**
   * Summed over all answers, including those of tasks. `lastUsage` is the latest answer's, which shows how full the
   * window is.
   */
  usage: Usage;
  lastUsage?: Usage;
  /** Several answers to choose from, and the chosen one, which is the text of the turn's items. */
  results?: { texts: readonly string[]; chosen: number };
  model?: string;
  /** The server's name of the model that last answered and was billed; the server may have fallen back itself. */
  servedBy?: string;
  /** What calls of this turn did to files, in order, with those of its earlier attempts and of restores after it. */
  steps?: readonly Step[];
  /** Files were restored to before this turn, which can still be taken back. */
  restored?: true;
  /** Over all tokens with known probabilities. */
  certainty?: Certainty;
  endedAt?: number;
  outcome?: TurnOutcome;
};

/**
 * A conversation. `open` is the running turn; keeping it separate makes each delta cost the same at any length.
 * `restore`: the last restore of files, until the conversation goes on; `turns` are those that it took away.
 * `steps`: what removed turns did to files; the next question is their further attempt.
 */
export type Transcript = {
  settled: readonly Turn[];
  open: Turn | undefined;
  restore?: { turn: string; files: readonly RestoredFile[]; turns?: readonly Turn[] };
  steps?: readonly Step[];
};
