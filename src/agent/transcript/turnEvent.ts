import * as v from "valibot";
import type { ModelEvent, Usage } from "../../model/model.ts";
import { decisionSchema, shownAskSchema } from "./approvalSchema.ts";
import { chipSchema } from "./chipSchema.ts";
import { diffSchema, type hunkSchema } from "./diffSchema.ts";
import { count, listOf } from "./lists.ts";
import { modelEventSchemas } from "./modelEventSchemas.ts";
import { type loopSchema, outcomeSchema } from "./outcomeSchema.ts";

const optional = v.exactOptional;

export type Chip = v.InferOutput<typeof chipSchema>;
export type FileDiff = v.InferOutput<typeof diffSchema>;
export type DiffHunk = v.InferOutput<typeof hunkSchema>;
export type DiffLine = DiffHunk["lines"][number];

/** One file's text before (undefined: a new file) and after a call. */
export type FileChange = { path: string; before: string | undefined; after: string };

export type ShownAsk = v.InferOutput<typeof shownAskSchema>;
export type ApprovalDecision = v.InferOutput<typeof decisionSchema>;
export type ApprovalScope = Extract<ApprovalDecision, { type: "allowed" }>["scope"];

export type LoopFound = v.InferOutput<typeof loopSchema>;
export type TurnOutcome = v.InferOutput<typeof outcomeSchema>;

export const modeSchema = v.picklist(["ask", "agent"]);
export type Mode = v.InferOutput<typeof modeSchema>;
const topicSchema = v.literal("explain");
export type Topic = v.InferOutput<typeof topicSchema>;

/**
 * A part of the conversation that is told to the model shortened, so that requests fit its window: `kept` characters of it
 * (for arguments: of each text among them), then `word`. `part`: the result or the arguments of a call, what was said or
 * thought, or the question as sent. `item` counts within the turn; without it, it is the question as sent. `name`: what
 * the user calls it.
 */
const cutSchema = v.object({
  turn: v.string(),
  item: optional(count),
  part: v.picklist(["result", "arguments", "text", "thought", "prompt"]),
  kept: count,
  word: v.string(),
  name: v.string(),
});
export type Cut = v.InferOutput<typeof cutSchema>;
export type CutPart = Cut["part"];

/** The most of a running tool's output that is shown, and that one event carries: its end. Characters. */
export const OUTPUT_KEPT = 16_384;

/** Events of a turn beside those of its model's answers; the comment at `TurnEvent` tells what each means. */
const ownEvents = [
  v.object({
    type: v.literal("asked"),
    id: v.string(),
    at: v.number(),
    mode: modeSchema,
    text: v.string(),
    prompt: v.string(),
    chips: listOf(chipSchema),
    topic: optional(topicSchema),
  }),
  v.object({ type: v.literal("resumed"), at: v.number() }),
  v.object({ type: v.literal("thought-timed"), ms: v.number() }),
  v.object({
    type: v.literal("retrying"),
    attempt: count,
    at: v.number(),
    message: v.string(),
    next: optional(v.string()),
  }),
  v.object({ type: v.literal("fell-back"), from: v.string(), to: v.string(), message: v.string() }),
  v.object({ type: v.literal("shortened"), window: optional(count), cuts: listOf(cutSchema) }),
  v.object({ type: v.literal("compacted"), through: v.string(), summary: v.string() }),
  v.object({
    type: v.literal("approval-wanted"),
    callId: v.string(),
    nonce: v.string(),
    ask: shownAskSchema,
    title: optional(v.string()),
  }),
  v.object({ type: v.literal("approval-settled"), callId: v.string(), decision: decisionSchema }),
  v.object({ type: v.literal("tool-started"), callId: v.string(), title: optional(v.string()) }),
  v.object({
    type: v.literal("tool-output"),
    callId: v.string(),
    delta: v.pipe(v.string(), v.maxLength(OUTPUT_KEPT)),
    skipped: optional(v.literal(true)),
  }),
  v.object({
    type: v.literal("tool-ended"),
    callId: v.string(),
    text: v.string(),
    isError: v.boolean(),
    diff: optional(diffSchema),
  }),
  v.object({ type: v.literal("turn-ended"), at: v.number(), outcome: outcomeSchema, model: v.string() }),
  v.object({ type: v.literal("rewound"), to: v.string() }),
  v.object({ type: v.literal("result-chosen"), index: count }),
] as const;

/** An event of a task within a task: of the turn that a call's tool runs in a conversation of its own. */
export type TaskEvent = { type: "task-event"; callId: string; task: string; event: TurnEvent };

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
 * - compacted: the turn `through` and all before it are told to the model as `summary` from now on.
 * - approval-wanted: a call waits for the user. `nonce` names this one request: an answer that bears another is none to it.
 *   `title`: what the call does, as its tool says it.
 * - approval-settled: what became of the request of that call, or of a call that a rule forbids unasked.
 * - tool-output: what a running tool wrote; `skipped`: output between this and what came before was left out.
 * - task-event: something happened in the task `task` that the tool of that call runs. Several may run at once.
 * - result-chosen: of several results of the last turn, that one goes on; the first is 0.
 * - rewound: the turn `to` and all after it are taken back (a retry, an edited question).
 */
export type TurnEvent = v.InferOutput<(typeof ownEvents)[number]> | ModelEvent | TaskEvent;

export type { ModelEvent, Usage };

/** An event of a turn whose tasks nest at most `depth` deep. */
function eventSchema(depth: number): v.GenericSchema<unknown, TurnEvent> {
  const plain = [...ownEvents, ...modelEventSchemas] as const;
  if (depth === 0) return v.variant("type", plain);
  const task = { type: v.literal("task-event"), callId: v.string(), task: v.string(), event: eventSchema(depth - 1) };
  return v.variant("type", [...plain, v.object(task)]);
}

/** How deep tasks may nest: a task's task is the deepest. */
export const TASK_DEPTH = 2;

/** One line of a stored chat, one event on its way to the panel. */
export const turnEventSchema = eventSchema(TASK_DEPTH);
