import type { Consent } from "../approval/consent.ts";

/**
 * A task of the workspace. `name`: unique. `kind`: build, test or another group that it is in. `runs`: what it and the
 * tasks before it run, one a line.
 */
export type WorkspaceTask = { name: string; kind?: string; runs: string };

/**
 * How a task went on. `code`: undefined where it has none (an extension's own).
 * - background: it serves or watches, and goes on.
 * - running: it did not end in time, and goes on.
 */
export type TaskEnd = { type: "ended"; code?: number } | { type: "background" } | { type: "running" };

/** The tasks of the workspace: those of tasks.json, and those that the editor finds, such as the scripts of npm. */
export interface Tasks {
  all(): Promise<WorkspaceTask[]>;
  /**
   * Runs a task in a terminal of the editor; ends it with the signal. Throws ConsentError if it no longer runs exactly
   * what was allowed.
   */
  run(name: string, consent: Consent<"task">, signal: AbortSignal): Promise<TaskEnd>;
}
