import type { AnswerEvent } from "./engineSession.ts";

/** What a question reports while it waits: its place in the queue, the load, then the answer. */
export type ProgressEvent = { type: "queued" } | { type: "loading"; fraction: number } | AnswerEvent;
