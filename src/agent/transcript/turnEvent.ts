import type { Picture } from "../../model/message.ts";
import type { ModelEvent, Usage } from "../../model/model.ts";
import type { ModelFault } from "../../model/modelError.ts";

/**
 * What a user sees attached to a question: code, or an image, a video or a recording as it is sent to the model
 * (see the parts of a message). `path` is relative to the
 * workspace and for reading alone; `uri` is the document that is meant (absent in chats of before). Lines count from 1;
 * `data` is base64.
 */
export type Chip = {
  label: string;
  path?: string;
  uri?: string;
  startLine?: number;
  endLine?: number;
  image?: Picture;
  video?: { seconds?: number; mediaType: string; frames: readonly Picture[]; data?: string };
  audio?: { seconds?: number; mediaType: string; data: string };
};

/** The most frames of one video that are shown to a model that takes images alone. */
export const MOST_FRAMES = 32;

/** One file's change as it is shown before and after it lands. Line text holds no line ending. */
export type FileDiff = { path: string; created: boolean; added: number; removed: number; hunks: readonly DiffHunk[] };
export type DiffHunk = { oldStart: number; newStart: number; lines: readonly DiffLine[] };
export type DiffLine = { kind: "same" | "added" | "removed"; text: string };

/** What of a turn a part is: the result or the arguments of a call, what was said or thought, or the question as sent. */
export type CutPart = "result" | "arguments" | "text" | "thought" | "prompt";
/**
 * A part of the conversation that is told to the model shortened, so that requests fit its window: `kept` characters of it
 * (for arguments: of each text among them), then `word`. `item` counts within the turn; without it, it is the question
 * as sent. `name`: what the user calls it.
 */
export type Cut = { turn: string; item?: number; part: CutPart; kept: number; word: string; name: string };

export type Mode = "ask" | "agent";
export type Topic = "explain";
export type ApprovalScope = "once" | "chat" | "workspace";
export type ApprovalDecision =
  { type: "allowed"; scope: ApprovalScope } | { type: "denied"; reason?: string } | { type: "stopped" };

/**
 * How a turn ended. "cut": the model reached its token limit. "out-of-steps": it kept calling tools beyond the limit.
 * "looped": it ran in circles and was stopped.
 */
export type TurnOutcome =
  | { type: "answered" }
  | { type: "cut" }
  | { type: "stopped" }
  | { type: "out-of-steps" }
  | ({ type: "looped" } & LoopFound)
  | { type: "failed"; fault: ModelFault; message: string };

/**
 * All that happens in a turn, in order: the loop yields these, the store appends them, the panel gets them, and one
 * reducer (transcript.ts) reads them. Times are milliseconds since the epoch.
 * - asked: `text` is what the user typed, `prompt` what the model is told (with the attached code).
 *   `topic`: what kind of question it is, where the panel offers more than for any.
 * - resumed: the last turn, which had ended, goes on.
 * - thought-timed: the thought before it took `ms`.
 * - retrying: a request brought nothing for the reason in `message` and is sent again at the time `at`, for the
 *   `attempt`th time (the first is 1); `next` is the model that stands ready instead.
 * - fell-back: the model `from` gave no answer for the reason in `message`, and `to` is asked instead.
 * - shortened: these parts are told to the model shortened from now on; `window`: what its window holds, in tokens.
 * - result-chosen: of several results of the last turn, that one goes on; the first is 0.
 * - rewound: the turn `to` and all after it are taken back (a retry, an edited question).
 */
export type TurnEvent =
  | {
      type: "asked";
      id: string;
      at: number;
      mode: Mode;
      text: string;
      prompt: string;
      chips: readonly Chip[];
      topic?: Topic;
    }
  | { type: "resumed"; at: number }
  | ModelEvent
  | { type: "thought-timed"; ms: number }
  | { type: "retrying"; attempt: number; at: number; message: string; next?: string }
  | { type: "fell-back"; from: string; to: string; message: string }
  | { type: "shortened"; cuts: readonly Cut[]; window?: number }
  | { type: "approval-wanted"; callId: string; diff: FileDiff }
  | { type: "approval-settled"; callId: string; decision: ApprovalDecision }
  | { type: "tool-started"; callId: string }
  | { type: "tool-ended"; callId: string; text: string; isError: boolean; diff?: FileDiff }
  | { type: "turn-ended"; at: number; outcome: TurnOutcome; model: string }
  | { type: "rewound"; to: string }
  | { type: "result-chosen"; index: number };

export type { ModelEvent, Usage };

/** One file's text before (undefined: a new file) and after a call. */
export type FileChange = { path: string; before: string | undefined; after: string };

export const loopReasons = ["same-call", "same-failure", "repetition", "endless-thought"] as const;

/** How a model runs in circles; `message` says it to the user. */
export type LoopFound = { reason: (typeof loopReasons)[number]; message: string };
