import type { Certainty } from "../../model/certainty.ts";
import type { AnsweredBy, Usage } from "../../model/model.ts";
import type { ToolCallPart } from "../../model/message.ts";
import type {
  ApprovalDecision,
  Chip,
  Cut,
  FileDiff,
  Mode,
  ModelEvent,
  ShownAsk,
  Topic,
  TurnEvent,
  TurnOutcome,
} from "./turnEvent.ts";

export type TextItem = { type: "text"; step: number; text: string };
/** `by`: whose the details are; absent where they were taken down before that was. */
export type ThoughtItem = {
  type: "thought";
  step: number;
  text: string;
  details: readonly unknown[];
  by?: AnsweredBy;
  ms?: number;
};
/** The end of what a running tool wrote; `skipped`: what it wrote before that is left out. */
export type ToolOutput = { text: string; skipped: boolean };
/** A conversation of its own that a call's tool runs. */
export type Task = { id: string; transcript: Transcript };
/**
 * A tool call and what became of it. "writing": the model still writes its arguments (`argumentText` grows). `title`: what
 * it does, as its tool says it. `ask` with its `nonce`: what the user is asked about it, or was asked last.
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
  output?: ToolOutput;
  /** In the order in which they began. */
  tasks?: readonly Task[];
  result?: string;
};
export type Item = TextItem | ThoughtItem | ToolItem;

export type Turn = {
  id: string;
  askedAt: number;
  mode: Mode;
  text: string;
  prompt: string;
  chips: readonly Chip[];
  topic?: Topic;
  items: readonly Item[];
  /** Counts the model's answers within this turn; items of one answer share it. */
  step: number;
  waiting?: Extract<ModelEvent, { type: "waiting" }>;
  /** A request waits to be sent again. */
  retrying?: Extract<TurnEvent, { type: "retrying" }>;
  /** Who gave no answer, in order; the last `to` is who was asked in the end. */
  fellBack?: readonly Extract<TurnEvent, { type: "fell-back" }>[];
  /** The item whose text the answer under way goes on with, after a turn was resumed. */
  joins?: number;
  /** Resumed, and nothing has come since. */
  reopened?: true;
  /** Milliseconds between ends and resumptions: nobody worked then. */
  idleMs?: number;
  /** What the user should know of the answers, each said once. */
  notices?: readonly string[];
  /** What of this turn is told to the model in part; the latest cut of a part counts. */
  cuts?: readonly Cut[];
  /** What was shortened while this turn was under way, by name, and the window that it was for. */
  shortened?: { names: readonly string[]; window?: number };
  /** This turn and all before it are told to the model as this text. */
  compacted?: string;
  /** Summed over the model's answers, those of tasks among them; `lastUsage` is the latest one's, which tells how full the window is. */
  usage: Usage;
  lastUsage?: Usage;
  /** The answers to choose from, where several came, and which of them goes on: it is the text of the turn's items. */
  results?: { texts: readonly string[]; chosen: number };
  model?: string;
  /** The server's own name of what answered last, and was billed: with fallbacks of its own it may be another model. */
  servedBy?: string;
  /** Of all tokens whose probabilities were told. */
  certainty?: Certainty;
  endedAt?: number;
  outcome?: TurnOutcome;
};

/** A conversation. `open` is the turn under way; keeping it apart makes one more delta cost the same at any length. */
export type Transcript = { settled: readonly Turn[]; open: Turn | undefined };
