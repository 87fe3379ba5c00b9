import type { Question } from "../transcript/turnEvent.ts";

/** A question to the user. `nonce` identifies it for its answer. `answer` never rejects: undefined means stopped. */
export type AskedQuestion = { nonce: string; answer: Promise<string | undefined> };

/** Asks the user. The answer comes from the panel, or is undefined once the signal fires. */
export interface Questions {
  question(question: Question, signal: AbortSignal): AskedQuestion;
}
