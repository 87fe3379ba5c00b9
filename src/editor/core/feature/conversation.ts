import type { Transcript } from "../../../agent/transcript/transcript.ts";
import type { Question } from "../../../chat/session/session.ts";

/** The chat on screen, for other features. */
export type Conversation = {
  readonly transcript: Transcript;
  /** Asks a question; resolves when the answer has ended. A question from the editor brings the panel to the front. */
  ask(question: Question, from: "editor" | "panel"): Promise<void>;
};
