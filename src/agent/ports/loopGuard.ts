import type { LoopFound } from "../transcript/turnEvent.ts";
import type { JsonObject } from "../../model/message.ts";

/** What a guard sees of a turn, in order. "answer-starts" begins each answer. */
export type GuardedEvent =
  | { type: "answer-starts" }
  | { type: "text" | "thought"; delta: string }
  | { type: "call"; name: string; arguments: JsonObject }
  | { type: "result"; name: string; text: string; isError: boolean };

/** Watches one turn; what it finds ends the turn. */
export type LoopGuard = { observe(event: GuardedEvent): LoopFound | undefined };

/** The guard found a loop; on its way to the end of the turn. */
export class LoopError extends Error {
  readonly found: LoopFound;
  constructor(found: LoopFound) {
    super(found.message);
    this.found = found;
  }
}

/** Passes an event to the guard; throws LoopError if it finds a loop. */
export function guardAgainst(guard: LoopGuard, event: GuardedEvent): void {
  const found = guard.observe(event);
  if (found) throw new LoopError(found);
}
