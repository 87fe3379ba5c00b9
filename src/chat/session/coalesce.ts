import { joinDetails } from "../../model/thoughtDetails.ts";
import type { TurnEvent } from "../../agent/transcript/turnEvent.ts";

/**
 * The same events with neighbouring deltas of one kind joined: what a reducer makes of both lists is the same.
 */
export function mergeDeltas(events: readonly TurnEvent[]): TurnEvent[] {
  const merged: TurnEvent[] = [];
  for (const event of events) {
    const joined = join(merged.at(-1), event);
    if (joined) merged[merged.length - 1] = joined;
    else merged.push(event);
  }
  return merged;
}

function join(last: TurnEvent | undefined, event: TurnEvent): TurnEvent | undefined {
  if (last?.type === "text" && event.type === "text") return { type: "text", delta: last.delta + event.delta };
  if (last?.type === "thought" && event.type === "thought") {
    const details = joinDetails(last.details ?? [], event.details ?? []);
    const by = event.by ?? last.by;
    return {
      type: "thought",
      delta: last.delta + event.delta,
      ...(details.length > 0 && { details }),
      ...(by !== undefined && { by }),
    };
  }
  if (last?.type === "tool-call-delta" && event.type === "tool-call-delta" && last.id === event.id) {
    return { type: "tool-call-delta", id: event.id, delta: last.delta + event.delta };
  }
  return undefined;
}

/**
 * Collects events and hands them on: what merely continues the event before it (the next words of an answer) at most once
 * per `intervalMs`, anything else at once with all that waits. Posting each token singly to a webview finishes half a
 * minute late on a long answer; lists of them are on time.
 */
export class EventQueue {
  private waiting: TurnEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: TurnEvent | undefined;
  private readonly send: (events: TurnEvent[]) => void;
  private readonly intervalMs: number;

  constructor(send: (events: TurnEvent[]) => void, intervalMs: number) {
    this.send = send;
    this.intervalMs = intervalMs;
  }

  push(event: TurnEvent): void {
    const continues = join(this.last, event) !== undefined;
    this.last = event;
    this.waiting.push(event);
    if (!this.timer || !continues) this.flush();
  }

  /** Hands on what waits, now; what continues it waits for the interval. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0) return;
    const events = mergeDeltas(this.waiting);
    this.waiting = [];
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.flush();
    }, this.intervalMs);
    this.send(events);
  }
}
