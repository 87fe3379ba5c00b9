import { withDialect, withPromptTools, type WithDialectOptions } from "../../../../src/gemma/index.ts";
import type { Model, ModelEvent, ModelInfo, ModelRequest } from "../../../../src/model/model.ts";

type Scripted = Omit<Model, "info"> & { info: ModelInfo; requests: ModelRequest[]; released: boolean };

/** A model that says these events and keeps the requests it got; an Error among them is thrown. */
export function scripted(events: readonly (ModelEvent | Error)[], nativeTools = false): Scripted {
  const model = {
    info: { id: "m", label: "M", provider: "test", nativeTools, vision: false },
    requests: [] as ModelRequest[],
    released: false,
    async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
      model.requests.push(request);
      try {
        for (const event of events) {
          await Promise.resolve();
          signal.throwIfAborted();
          if (event instanceof Error) throw event;
          yield event;
        }
      } finally {
        model.released = true;
      }
    },
  };
  return model;
}

export const said = (...deltas: string[]): ModelEvent[] => deltas.map((delta) => ({ type: "text", delta }));
export const done: ModelEvent = { type: "done", reason: "stop" };

/** All events of an answer, and the error that ended it. */
export async function heard(
  model: Model,
  request: Partial<ModelRequest> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<{ events: ModelEvent[]; error?: unknown }> {
  const events: ModelEvent[] = [];
  try {
    for await (const event of model.stream({ messages: [], tools: [], ...request }, signal)) events.push(event);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

/** A model whose answers are repaired, and which is asked with the tools in the prompt where its server refuses them. */
export function withRepairs(model: Model, options: WithDialectOptions = {}): Model {
  const { newId } = options;
  return withDialect(model, withPromptTools(model, { ...(newId && { newId }) }), options);
}

/** Ids in order, for a test to know. */
export function counted(): () => string {
  let count = 0;
  return () => `c${++count}`;
}
