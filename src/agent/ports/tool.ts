import type { FileChange, FileDiff } from "../transcript/turnEvent.ts";
import type { JsonObject, ToolSpec } from "../../model/message.ts";

/** `text` is for the model; `diff` for the panel. */
export type ToolResult = { text: string; diff?: FileDiff };

/**
 * What earlier calls of the same answer would do to files, by path: the text as it is now (undefined: they make the file)
 * and the text that they leave.
 */
export type Planned = Map<string, { before: string | undefined; after: string }>;

/** What a call would do, worked out without doing it. A plan with a change is shown and needs the user's consent. */
export type Plan = { change?: FileChange; run(signal: AbortSignal): Promise<ToolResult> };

export interface Tool extends ToolSpec {
  /** What a run of it touches: tools that only read run without asking. */
  readonly touches: "reads" | "writes";
  /** How the model gets the rest where it is told only the first lines of a result: one sentence. */
  readOn?(args: JsonObject, lines: number): string;
  /**
   * Throws an Error whose message is written for the model; so does the plan's `run`.
   * @param planned with it the plan is only shown and never run
   */
  plan(args: JsonObject, signal: AbortSignal, planned?: Planned): Promise<Plan>;
}
