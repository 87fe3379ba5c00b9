import type { Asking } from "../approval/consent.ts";
import type { ToolDisplay } from "../transcript/toolDisplay.ts";
import type { FileDiff, TurnEvent } from "../transcript/turnEvent.ts";
import type { JsonObject, ToolSpec } from "../../model/message.ts";

/** `text` is for the model; `diff` for the panel. */
export type ToolResult = { text: string; diff?: FileDiff };

/**
 * What earlier calls of the same answer would do to files, by path: the text as it is now (undefined: they make the file)
 * and the text that they leave.
 */
export type Planned = Map<string, { before: string | undefined; after: string }>;

/** What a running call can do: hear that it is stopped, and tell of itself meanwhile. */
export type Running = {
  signal: AbortSignal;
  /** Shows more of the tool's output; its end is kept. */
  output(text: string): void;
  /** Records an event of a task that the tool runs; `task` is the task's own id. */
  task(task: string, event: TurnEvent): void;
};

/**
 * What a call would do, worked out without doing it. `title`: what it does, as a line for the user. What has an effect, or
 * reads outside of the workspace, asks: its run gets the consent that the ports with effects demand. A plan that asks for
 * nothing runs unasked, and has no consent to give them.
 */
export type Plan = { title?: string } & (FreePlan | Asking<Running, ToolResult>);
type FreePlan = { asks?: undefined; run(running: Running): Promise<ToolResult> };

export interface Tool extends ToolSpec {
  /** How the panel shows its calls, also while their arguments stream. Without it, by `Plan.title`. */
  display?: ToolDisplay;
  /** How the model gets the rest where it is told only the first lines of a result: one sentence. */
  readOn?(args: JsonObject, lines: number): string;
  /**
   * Throws an Error whose message is written for the model; so does the plan's `run`.
   * @param planned with it the plan is only shown and never run
   */
  plan(args: JsonObject, signal: AbortSignal, planned?: Planned): Promise<Plan>;
}
