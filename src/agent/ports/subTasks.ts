import type { Running } from "./tool.ts";

/** A part of the work for a conversation of its own. `mayChange`: whether it may have effects, each as allowed as usual. */
export type SubTask = { title: string; prompt: string; mayChange: boolean };

/** Runs parts of the work. */
export interface SubTasks {
  /**
   * Resolves with the last answer and the number of answers that it took; its events are those of the running call. Throws
   * an Error with words for the model if it did not get to its end.
   */
  run(task: SubTask, running: Running): Promise<{ text: string; steps: number }>;
}
