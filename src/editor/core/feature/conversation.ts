import type { Transcript } from "../../../agent/transcript/transcript.ts";
import type { Question } from "../../../chat/session/session.ts";

/** The chat on screen, as other features use it. */
export type Conversation = {
  readonly transcript: Transcript;
  /** Asks; resolves when the answer ended. A question from the editor brings the panel to the front. */
  ask(question: Question, from: "editor" | "panel"): Promise<void>;
};
