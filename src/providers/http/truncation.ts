import { promptCharacters } from "../../gemma/tokenEstimate.ts";
import type { ModelEvent, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { type FaultTarget, subjectOf } from "../faults/faultTarget.ts";

/** Characters a token stands for: about, and at the very most over a whole prompt (then it is surely too long). */
const aboutRatio = 3.4;
const mostRatio = 8;
/** Where the window is not known, a prompt shorter than this proves nothing, in characters: one line may weigh too much. */
const longPrompt = 16_000;
/** No server's window is smaller, in tokens: a smaller count leaves out what was cached, or is made up. */
const leastWindow = 1024;

/** Whether a prompt is longer than the window whatever its text: it need not be sent. */
export const surelyTooLong = (request: ModelRequest, contextTokens: number): boolean =>
  promptCharacters(request.messages, request.tools) / mostRatio > contextTokens;

/** Passes an answer on; where its usage shows that the prompt had been cut, the end is an "overflow". */
export async function* unlessTruncated(
  events: AsyncIterable<ModelEvent>,
  request: ModelRequest,
  target: FaultTarget,
  contextTokens: number | undefined,
): AsyncGenerator<ModelEvent, void> {
  for await (const event of events) {
    yield event;
    const read = event.type === "usage" ? event.usage.inputTokens : undefined;
    if (read !== undefined && wasTruncated(request, read, contextTokens)) throw tooLong(target, contextTokens, read);
  }
}

/**
 * Whether the server cut messages off before the model read them, as some do without a word: what it read fills the
 * window to its end, or is far less than what the prompt must be.
 * @param promptTokens the server's own count
 */
function wasTruncated(request: ModelRequest, promptTokens: number, contextTokens: number | undefined): boolean {
  const characters = promptCharacters(request.messages, request.tools);
  const isLong =
    contextTokens === undefined
      ? characters > longPrompt && promptTokens >= leastWindow
      : characters / aboutRatio > contextTokens;
  return (
    promptTokens >= (contextTokens ?? Number.POSITIVE_INFINITY) || (isLong && characters / mostRatio > promptTokens)
  );
}

/** The fault of a prompt longer than the window; `promptTokens`: how much of it was read. */
export function tooLong(target: FaultTarget, contextTokens: number | undefined, promptTokens?: number): ModelError {
  const window = contextTokens === undefined ? "" : `: its window is ${contextTokens.toLocaleString("en-US")}`;
  const read =
    promptTokens === undefined
      ? `The conversation is too long for the window of ${contextTokens?.toLocaleString("en-US")} tokens that ${subjectOf(target)} was asked for.`
      : `${subjectOf(target)} read only ${promptTokens.toLocaleString("en-US")} tokens of the conversation${window}. The answer may lack what was cut off.`;
  return new ModelError(
    { kind: "overflow", ...(contextTokens !== undefined && { contextTokens }) },
    `${read} Start a new chat, send less context, or set a larger window if there is memory for it.`,
  );
}
