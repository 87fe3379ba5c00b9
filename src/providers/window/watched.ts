import type { ModelEvent, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { promptCharacters } from "../../model/promptCharacters.ts";
import { promptTokensOf } from "../../model/usage.ts";
import { type FaultTarget, subjectOf } from "../faults/reading/faultTarget.ts";
import type { ServerWindow } from "./serverWindow.ts";

/**
 * Passes an answer on and lets the belief in the window learn from it: from its counts, and from a refusal. Where a server
 * of the user's own seems to have cut the prompt, a notice stands beside the answer; the answer itself is never
 * thrown away for a number.
 */
export async function* watched(
  events: AsyncIterable<ModelEvent>,
  request: ModelRequest,
  window: ServerWindow,
  target: FaultTarget,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  let notice: string | undefined;
  try {
    for await (const event of events) {
      const inputTokens = event.type === "usage" ? promptTokensOf(event.usage) : undefined;
      if (inputTokens !== undefined) {
        const isCut = await window.counted(inputTokens, promptCharacters(request.messages, request.tools), signal);
        // Hosted providers refuse what is too long; Ollama and LM Studio may cut it without a word.
        notice = isCut && target.local ? cutWords(target, window.tokens, inputTokens) : undefined;
      }
      if (event.type === "done") {
        window.answered(event.model);
        if (notice !== undefined) yield { type: "notice", message: notice };
      }
      yield event;
    }
  } catch (error) {
    if (error instanceof ModelError) window.failed(error.fault);
    throw error;
  }
}

function cutWords(target: FaultTarget, contextTokens: number | undefined, promptTokens: number): string {
  const window = contextTokens === undefined ? "" : `: its window is ${contextTokens.toLocaleString("en-US")}`;
  return `${subjectOf(target)} seems to have read only ${promptTokens.toLocaleString("en-US")} tokens of the conversation${window}. The answer may lack what was cut off. ${remedy}`;
}

/** The fault of a prompt that cannot fit the window a server was asked for. */
export const tooLong = (target: FaultTarget, contextTokens: number): ModelError =>
  new ModelError(
    { kind: "overflow", contextTokens },
    `The conversation is too long for the window of ${contextTokens.toLocaleString("en-US")} tokens that ${subjectOf(target)} was asked for. ${remedy}`,
  );

const remedy = "Start a new chat, send less context, or set a larger window if there is memory for it.";
