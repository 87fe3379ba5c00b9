import type { TurnEvent } from "../../agent/transcript/turnEvent.ts";
import { join } from "./coalesce.ts";

/** How much of a call's output is stored as it arrives, in characters. */
const STORED_AT_ONCE = 65_536;

/**
 * Limits the stored output of running tools: after a first part, only its end is stored, together with the next other
 * event. Reading it back gives what was on the screen at each of those moments.
 */
export class StoredOutput {
  readonly #stored = new Map<string, number>();
  readonly #held = new Map<string, TurnEvent>();

  /** The events to store now, in order. */
  take(event: TurnEvent): TurnEvent[] {
    const output = outputIn(event);
    if (!output) {
      const held = [...this.#held.values()];
      this.#held.clear();
      if (event.type === "turn-ended") this.#stored.clear();
      return [...held, event];
    }
    const { key, length } = output;
    const stored = (this.#stored.get(key) ?? 0) + length;
    if (stored <= STORED_AT_ONCE) {
      this.#stored.set(key, stored);
      return [event];
    }
    this.#held.set(key, join(this.#held.get(key), event) ?? event);
    return [];
  }
}

/** The call whose output an event is, at any depth of tasks, and its length. */
function outputIn(event: TurnEvent): { key: string; length: number } | undefined {
  if (event.type === "tool-output") return { key: event.callId, length: event.delta.length };
  const inner = event.type === "task-event" ? outputIn(event.event) : undefined;
  return inner && event.type === "task-event"
    ? { ...inner, key: `${event.callId} ${event.task} ${inner.key}` }
    : undefined;
}
