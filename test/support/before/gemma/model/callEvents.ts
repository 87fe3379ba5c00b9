import type { ToolCallPart } from "../../../../../src/model/message.ts";
import type { ModelEvent, StopReason } from "../../../../../src/model/model.ts";
import type { DialectEvent } from "../dialect/events.ts";

export type NewId = () => string;

/** An id that no other call of the conversation has. */
export const randomId: NewId = () => `call-${crypto.randomUUID()}`;

/** What the model is told of a call that was never run. `ending`: how the answer ended, if the call was its last word. */
function faultOf(ending: StopReason | undefined): string {
  if (ending === "length") {
    return "The call was cut off because the answer reached its length limit, so it was not run. Make a shorter call, or several.";
  }
  const what = ending === undefined ? "The call could not be read" : "The call was cut off or could not be read";
  return `${what}, so it was not run. Send it again, whole, in exactly the form that was asked for.`;
}

/** The call that an event of the parser stands for; undefined for text and thoughts. */
export function callOf(event: DialectEvent, id: string, ending: StopReason | undefined): ToolCallPart | undefined {
  switch (event.type) {
    case "tool-call":
      return { type: "tool-call", id, name: event.name, arguments: event.arguments };
    case "incomplete-call":
      return { type: "tool-call", id, name: event.name ?? "unknown", arguments: {}, fault: faultOf(ending) };
    case "text":
    case "thought":
      return undefined;
  }
}

/** A whole call as the events of a model. */
export function callEvents(call: ToolCallPart): ModelEvent[] {
  return [
    { type: "tool-call-start", id: call.id, name: call.name },
    { type: "tool-call-end", call },
  ];
}

/** The events of a model for the events of the parser. */
export function modelEvents(
  events: readonly DialectEvent[],
  newId: NewId,
  ending: StopReason | undefined,
): { events: ModelEvent[]; calls: number } {
  let calls = 0;
  const result = events.flatMap((event): ModelEvent[] => {
    if (event.type === "text" || event.type === "thought") return [event];
    const call = callOf(event, newId(), ending);
    calls++;
    return call ? callEvents(call) : [];
  });
  return { events: result, calls };
}
