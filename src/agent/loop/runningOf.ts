import type { ToolCallPart } from "../../model/message.ts";
import type { Questions } from "../ports/questions.ts";
import type { Running } from "../ports/tool.ts";
import { endOf } from "../transcript/toolOutput.ts";
import type { TurnEvent } from "../transcript/turnEvent.ts";

/** What a running call can use. `tell` reports its events; without `questions`, nobody can answer it. */
export function runningOf(
  { id }: ToolCallPart,
  tell: (event: TurnEvent) => void,
  questions: Questions | undefined,
  signal: AbortSignal,
): Running {
  return {
    signal,
    output(text) {
      const delta = endOf(text);
      tell({ type: "tool-output", callId: id, delta, ...(delta !== text && { skipped: true }) });
    },
    async ask(question) {
      if (!questions) throw new Error("Nobody can answer here. Decide by yourself, and say what you assumed.");
      const { nonce, answer } = questions.question(question, signal);
      tell({ type: "question", callId: id, nonce, question });
      const text = await answer;
      signal.throwIfAborted();
      if (text === undefined) throw new Error("The user did not answer.");
      return text;
    },
    task: (task, event) => tell({ type: "task-event", callId: id, task, event }),
  };
}
