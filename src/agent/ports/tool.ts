import type { Asking } from "../approval/consent.ts";
import type { ToolDisplay } from "../transcript/toolDisplay.ts";
import type { FileDiff, Question, Todo, TurnEvent } from "../transcript/turnEvent.ts";
import type { JsonObject, Picture, ToolSpec } from "../../model/message.ts";

/**
 * `text` is for the model; the rest for the panel: `diff`, or `diffs` of several files; `note`, a few words on how it ended
 * ("exit code 1"); `todos`, the list that it leaves.
 */
export type ToolResult = {
  text: string;
  diff?: FileDiff;
  diffs?: readonly FileDiff[];
  note?: string;
  /** Shown to the model after the text, and to the user. */
  image?: Picture;
  todos?: readonly Todo[];
};

/**
 * What earlier calls of the same answer will do to files, by path: the current text (undefined: a new file) and the
 * text after them.
 */
export type Planned = Map<string, { before: string | undefined; after: string }>;

/** What a running call can use: the stop signal, and reports of its progress. */
export type Running = {
  signal: AbortSignal;
  /** Shows more of the tool's output; its end is kept. */
  output(text: string): void;
  /** Asks the user and returns the answer. Rejects with the signal's reason once it fires. */
  ask(question: Question): Promise<string>;
  /** Records an event of a task that the tool runs; `task` is the task's own id. */
  task(task: string, event: TurnEvent): void;
};

/**
 * What a call will do, computed without doing it. `title`: one line for the user. A plan with an effect, or one that
 * reads outside the workspace, asks: its run gets the consent that ports with effects require. A plan that asks for
 * nothing runs unasked and gets no consent.
 */
export type Plan = { title?: string } & (FreePlan | Asking<Running, ToolResult>);
type FreePlan = { asks?: undefined; run(running: Running): Promise<ToolResult> };

export interface Tool extends ToolSpec {
  /** How the panel shows its calls, also while their arguments stream. Without it, by `Plan.title`. */
  display?: ToolDisplay;
  /** One sentence that tells the model how to get the rest of a result that was cut after `lines` lines. */
  readOn?(args: JsonObject, lines: number): string;
  /**
   * What the model is told instead of `message` after a failed call; undefined for the message itself. `failures`: how
   * many calls with this path have failed since one changed the file, in this turn and with this one.
   */
  onFailure?(
    args: JsonObject,
    failed: { failures: number; message: string },
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /**
   * Throws an Error with a message for the model; so does the plan's `run`.
   * @param planned given if the plan is only shown and never run
   */
  plan(args: JsonObject, signal: AbortSignal, planned?: Planned): Promise<Plan>;
}
