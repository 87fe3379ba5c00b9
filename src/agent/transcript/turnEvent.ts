import * as v from "valibot";
import type { ModelEvent, Usage } from "../../model/model.ts";
import { decisionSchema, type fileOperationSchema, type riskSchema, shownAskSchema } from "./schema/approvalSchema.ts";
import { attachmentSchema, pictureSchema } from "./schema/attachmentSchema.ts";
import { diffSchema, type hunkSchema } from "./schema/diffSchema.ts";
import { fileStepSchema, restoredFileSchema } from "./schema/filesSchema.ts";
import { count, listOf } from "./schema/lists.ts";
import { modelEventSchemas } from "./schema/modelEventSchemas.ts";
import { type loopSchema, outcomeSchema } from "./schema/outcomeSchema.ts";

const optional = v.exactOptional;

export type Attachment = v.InferOutput<typeof attachmentSchema>;
export type FileDiff = v.InferOutput<typeof diffSchema>;
export type DiffHunk = v.InferOutput<typeof hunkSchema>;
export type DiffLine = DiffHunk["lines"][number];

/**
 * One file's text before (undefined: a new file) and after a call. `judged`: the path with the names of the folder's own
 * place, by which its risk is judged; absent: `path`.
 */
export type FileChange = { path: string; judged?: string; before: string | undefined; after: string };

/**
 * One operation on files. A folder's `files` are all files in it, by path, and `digest` identifies what is deleted, so
 * that exactly what was shown is moved or deleted. `judged` as in `FileChange`. `text`: the text of a deleted file.
 */
export type FileOperation =
  | { type: "write"; change: FileChange }
  | { type: "move"; from: FilePlace; to: FilePlace; files?: readonly FilePlace[] }
  | { type: "delete"; place: FilePlace; bytes: number; digest: string; text?: string; files?: readonly FilePlace[] }
  | { type: "make-folder"; place: FilePlace };
/** `path` as in `FileText`, `judged` as in `FileChange`. */
export type FilePlace = { path: string; judged?: string };
export type ShownFileOperation = v.InferOutput<typeof fileOperationSchema>;

export type ShownAsk = v.InferOutput<typeof shownAskSchema>;
export type Risk = v.InferOutput<typeof riskSchema>;
export type ApprovalDecision = v.InferOutput<typeof decisionSchema>;
export type ApprovalScope = Extract<ApprovalDecision, { type: "allowed" }>["scope"];

export type LoopFound = v.InferOutput<typeof loopSchema>;
export type TurnOutcome = v.InferOutput<typeof outcomeSchema>;

export const modeSchema = v.picklist(["ask", "plan", "agent"]);
export type Mode = v.InferOutput<typeof modeSchema>;
const topicSchema = v.literal("explain");
export type Topic = v.InferOutput<typeof topicSchema>;

/**
 * A part of the conversation that is sent shortened so that requests fit: `kept` characters (for arguments: of each
 * text), then `word`. `part`: a call's result or arguments, text or thought, or the question as sent. `item` counts
 * within the turn; without it, the question is meant. `name`: the name shown to the user.
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

/** A question of a tool to the user. An answer is one of the choices, or the user's own words. */
const questionSchema = v.object({ text: v.string(), choices: listOf(v.string()) });
export type Question = v.InferOutput<typeof questionSchema>;

/** One step of the agent's list of what is to do. */
const todoSchema = v.object({ text: v.string(), state: v.picklist(["open", "doing", "done"]) });
export type Todo = v.InferOutput<typeof todoSchema>;

/** The most instruction files that one event carries, and the most characters of each. */
export const MOST_INSTRUCTIONS = 20;
const LONGEST_INSTRUCTIONS = 16_000;

/**
 * An instruction file of the workspace, as the model is told it. `of`: how many characters it has, if it was cut. `gone`:
 * there is no such file any more. `isSkills`: a list of skills, by their files.
 */
const instructionSchema = v.object({
  path: v.string(),
  text: v.pipe(v.string(), v.maxLength(LONGEST_INSTRUCTIONS)),
  of: optional(count),
  gone: optional(v.literal(true)),
  isSkills: optional(v.literal(true)),
});
export type InstructionFile = v.InferOutput<typeof instructionSchema>;

/** The most characters of a running tool's output that are shown, and that one event carries. */
export const OUTPUT_KEPT = 16_384;

/** Events of a turn besides those of its model's answers; see `TurnEvent` for their meaning. */
const ownEvents = [
  v.object({
    type: v.literal("asked"),
    id: v.string(),
    at: v.number(),
    mode: modeSchema,
    text: v.string(),
    prompt: v.string(),
    chips: listOf(attachmentSchema),
    topic: optional(topicSchema),
  }),
  v.object({ type: v.literal("resumed"), at: v.number() }),
  v.object({
    type: v.literal("steered"),
    id: v.string(),
    text: v.string(),
    prompt: v.string(),
    chips: listOf(attachmentSchema),
  }),
  v.object({
    type: v.literal("instructed"),
    callId: optional(v.string()),
    files: v.pipe(v.array(instructionSchema), v.maxLength(MOST_INSTRUCTIONS * 2), v.readonly()),
  }),
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
  v.object({ type: v.literal("question"), callId: v.string(), nonce: v.string(), question: questionSchema }),
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
    note: optional(v.string()),
    todos: optional(listOf(todoSchema)),
    diff: optional(diffSchema),
    diffs: optional(listOf(diffSchema)),
    image: optional(pictureSchema),
  }),
  v.object({ type: v.literal("turn-ended"), at: v.number(), outcome: outcomeSchema, model: v.string() }),
  v.object({ type: v.literal("rewound"), to: v.string() }),
  v.object({ type: v.literal("result-chosen"), index: count }),
  v.object({ type: v.literal("files-kept"), files: listOf(fileStepSchema) }),
  v.object({
    type: v.literal("files-restored"),
    at: v.number(),
    turn: v.string(),
    files: listOf(restoredFileSchema),
    conversation: v.boolean(),
  }),
  v.object({ type: v.literal("restore-redone"), at: v.number(), files: listOf(restoredFileSchema) }),
] as const;

/** An event of a task within a task. */
export type TaskEvent = { type: "task-event"; callId: string; task: string; event: TurnEvent };

/**
 * All events of a turn, in order: the loop emits them, the store appends them, the panel receives them, and one reducer
 * (transcript.ts) reads them. Times are milliseconds since the epoch.
 * - asked: `text` is what the user typed, `prompt` what is sent (with the attached code). `topic`: the kind of
 * question, if the panel offers more for it.
 * - resumed: the last turn continues after its end.
 * - steered: a message of the user to the running turn, which the next request contains. `id`: the panel's own.
 * - instructed: instruction files join the conversation, with the question or with the result of the call `callId`.
 * - thought-timed: the previous thought took `ms`.
 * - retrying: a request without output is retried at the time `at`, for the reason in `message`. `attempt` counts from
 * 1; `next` is the next fallback model.
 * - fell-back: the model `from` failed for the reason in `message`, and `to` is asked instead.
 * - shortened: these parts are sent shortened from now on; `window`: the model's window, in tokens.
 * - compacted: the turn `through` and all before it are sent as `summary` from now on.
 * - approval-wanted: a call waits for the user. `nonce` identifies this request; answers with another one are ignored.
 * `title`: what the call does, in the tool's words.
 * - approval-settled: the decision on that call's request, or on a call that a rule forbids without asking.
 * - question: a running call's tool waits for the user's answer, which settles the question with that `nonce`.
 * - tool-output: output of a running tool; `skipped`: output before this was dropped.
 * - tool-ended: `diff` is the change that was made, `diffs` are those of several files.
 * - task-event: an event of the task `task` that the call's tool runs. Several may run at once.
 * - result-chosen: the index of the chosen result of the last turn, from 0.
 * - rewound: the turn `to` and all after it are removed (a retry, an edited question).
 * - files-kept: a call is about to change these files, and their bytes are kept; again with `after` once it has.
 * - files-restored: files were set back to before the turn `turn`; with `conversation`, so was the chat.
 * - restore-redone: the last restore was taken back.
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

/** How deeply tasks may nest: a task's task is the deepest. */
export const TASK_DEPTH = 2;

/** One line of a stored chat, or one event on its way to the panel. */
export const turnEventSchema = eventSchema(TASK_DEPTH);
