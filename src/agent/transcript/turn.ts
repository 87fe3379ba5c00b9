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
/**
 * A tool call and what became of it. "writing": the model still writes its arguments (`argumentText` grows).
 */
export type ToolItem = {
  type: "tool";
  step: number;
  id: string;
  name: string;
  argumentText: string;
  state: "writing" | "waiting" | "approval" | "running" | "done" | "failed" | "denied" | "stopped";
  call?: ToolCallPart;
  decision?: ApprovalDecision;
  diff?: FileDiff;
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
  /** Summed over the model's answers; `lastUsage` is the latest one's, which tells how full the window is. */
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
