import type { Model, ModelEvent, ModelRequest, StopReason } from "../../../../../src/model/model.ts";
import { AnswerReader, textOfAnswer } from "./answerReader.ts";
import { modelEvents, randomId, type NewId } from "./callEvents.ts";
import type { DialectEvent } from "../dialect/events.ts";
import { asPlainMessages, type PromptToolsOptions } from "./promptTools.ts";
import { guardRaw } from "./rawGuard.ts";

export type WithPromptToolsOptions = PromptToolsOptions & { newId?: NewId };

/**
 * Gives tools to a model whose wire takes none: they are declared in the prompt, and calls are read out of the text of
 * the answer. The inner model gets `tools` and `toolChoice` only when a call is demanded of one that `forcesCalls`: any
 * other would be sent what it does not take. A call that was cut or cannot be read is a call with a fault: it is answered, never run.
 */
export function withPromptTools(model: Model, options: WithPromptToolsOptions = {}): Model {
  return {
    get info() {
      return model.info;
    },
    stream: (request, signal) => stream(model, request, signal, options),
  };
}

function plainRequest(request: ModelRequest, { info }: Model, options: PromptToolsOptions): ModelRequest {
  const { toolChoice, ...rest } = request;
  const demanded = toolChoice !== undefined && toolChoice !== "auto" && request.tools.length > 0;
  const messages = asPlainMessages(request.messages, request.tools, options);
  return demanded && info.forcesCalls ? { ...rest, messages, toolChoice } : { ...rest, messages, tools: [] };
}

async function* stream(
  model: Model,
  request: ModelRequest,
  signal: AbortSignal,
  options: WithPromptToolsOptions,
): AsyncGenerator<ModelEvent, void, void> {
  const newId = options.newId ?? randomId;
  const reader = new AnswerReader(request.tools);
  let calls = 0;
  let said = false;
  const translated = (from: readonly DialectEvent[], ending?: StopReason): ModelEvent[] => {
    const result = modelEvents(from, newId, ending);
    calls += result.calls;
    said ||= result.events.some((event) => event.type === "text" && event.delta.trim() !== "");
    return result.events;
  };
  const ended = (done: ModelEvent & { type: "done" }): ModelEvent[] => {
    const events = translated(reader.end(), done.reason);
    if (calls === 0 && !said) events.push(...translated(reader.drafts, done.reason));
    return [...events, calls > 0 && done.reason === "stop" ? { ...done, reason: "tool-calls" } : done];
  };
  try {
    for await (const event of guardRaw(model.stream(plainRequest(request, model, options), signal))) {
      if (event.type === "text") yield* translated(reader.text(event.delta));
      else if (event.type === "thought" && event.details === undefined) yield* translated(reader.thought(event.delta));
      else if (event.type === "alternatives") yield { ...event, texts: event.texts.map(textOfAnswer) };
      else if (event.type === "done") yield* ended(event);
      else {
        if (event.type === "thought") reader.thoughtPasses(event.delta);
        yield event;
      }
      if (!reader.over) continue;
      yield* ended({ type: "done", reason: "stop" });
      return;
    }
  } catch (error) {
    // What was held back while it could have become a call was said all the same.
    for (const event of reader.end()) if (event.type === "text" || event.type === "thought") yield event;
    throw error;
  }
}
