import type { Model, ModelEvent, ModelRequest } from "../../../src/model/model.ts";

/** A model that plays one list of events per request, for exactness; `requests` holds what it was asked. */
export function scriptedModel(...answers: (ModelEvent | Error)[][]): Model & { requests: ModelRequest[] } {
  const requests: ModelRequest[] = [];
  return {
    requests,
    info: { id: "scripted", label: "Scripted", provider: "test", nativeTools: true, vision: false },
    async *stream(request, signal) {
      requests.push(request);
      for (const event of answers.shift() ?? []) {
        signal.throwIfAborted();
        if (event instanceof Error) throw event;
        yield event;
      }
    },
  };
}

export const text = (delta: string): ModelEvent => ({ type: "text", delta });
export const done = (reason: "stop" | "length" | "tool-calls" = "stop"): ModelEvent => ({ type: "done", reason });
export const call = (id: string, name: string, args: Record<string, unknown>): ModelEvent[] => [
  { type: "tool-call-start", id, name },
  { type: "tool-call-delta", id, delta: JSON.stringify(args) },
  { type: "tool-call-end", call: { type: "tool-call", id, name, arguments: args } },
];
