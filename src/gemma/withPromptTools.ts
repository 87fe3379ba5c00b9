import type { Model, ModelEvent, ModelRequest, StopReason } from "../model/model.ts";
import { modelEvents, randomId, type NewId } from "./callEvents.ts";
import { createDialectParser } from "./dialect/parser.ts";
import { asPlainMessages, type PromptToolsOptions } from "./promptTools.ts";

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
  const parser = createDialectParser({ tools: request.tools, thinking: true, format: "auto" });
  let calls = 0;
  const translated = (from: ReturnType<typeof parser.push>, ending?: StopReason): ModelEvent[] => {
    const result = modelEvents(from, newId, ending);
    calls += result.calls;
    return result.events;
  };
  try {
    for await (const event of model.stream(plainRequest(request, model, options), signal)) {
      if (event.type === "text") yield* translated(parser.push(event.delta));
      else if (event.type === "done") {
        yield* translated(parser.end(), event.reason);
        yield calls > 0 && event.reason === "stop" ? { ...event, reason: "tool-calls" } : event;
      } else yield event;
    }
  } catch (error) {
    // What was held back while it could have become a call was said all the same.
    for (const event of parser.end()) if (event.type === "text" || event.type === "thought") yield event;
    throw error;
  }
}
