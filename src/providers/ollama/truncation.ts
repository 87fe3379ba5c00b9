import { promptCharacters } from "../../gemma/tokenEstimate.ts";
import type { ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { type FaultTarget, subjectOf } from "../faults/faultTarget.ts";

/** Characters a token stands for: about, and at the very most over a whole prompt (then it is surely too long). */
const aboutRatio = 3.4;
const mostRatio = 8;

/** Whether a prompt is longer than the window whatever its text: it need not be sent. */
export const surelyTooLong = (request: ModelRequest, contextTokens: number): boolean =>
  promptCharacters(request.messages, request.tools) / mostRatio > contextTokens;

/**
 * Whether the server cut the oldest messages off before the model read them, as those that know no `truncate` do without a word:
 * what it read fills the window to its end, or is far less than what a prompt about as long as the window must be.
 * @param promptTokens the server's own `prompt_eval_count`
 */
export function wasTruncated(request: ModelRequest, promptTokens: number, contextTokens: number): boolean {
  if (promptTokens >= contextTokens) return true;
  const characters = promptCharacters(request.messages, request.tools);
  return characters / aboutRatio > contextTokens && characters / mostRatio > promptTokens;
}

/** The fault of a prompt longer than the window; `promptTokens`: how much of it was read. */
export function tooLong(target: FaultTarget, contextTokens: number, promptTokens?: number): ModelError {
  const shown = contextTokens.toLocaleString("en-US");
  const read =
    promptTokens === undefined
      ? `The conversation is too long for the window of ${shown} tokens that ${subjectOf(target)} was asked for.`
      : `${subjectOf(target)} read only the last ${promptTokens.toLocaleString("en-US")} tokens of the conversation: its window is ${shown}. The answer may lack what came before.`;
  return new ModelError(
    { kind: "overflow", contextTokens },
    `${read} Start a new chat, send less context, or set a larger window if there is memory for it.`,
  );
}
