import { joinDetails } from "../../model/thoughtDetails.ts";
import { joinOutput } from "../../agent/transcript/toolOutput.ts";
import type { TurnEvent } from "../../agent/transcript/turnEvent.ts";

/**
 * The same events with adjacent deltas joined; a reducer makes the same of both lists. Deltas of tasks and tools that
 * run at the same time are joined although they alternate.
 */
export function mergeDeltas(events: readonly TurnEvent[]): TurnEvent[] {
  const merged: TurnEvent[] = [];
  for (const event of events) {
    const at = placeBefore(merged, event);
    const joined = join(merged[at], event);
    if (joined) merged[at] = joined;
    else merged.push(event);
  }
  return merged;
}

/** The stream that an event belongs to: a task, a tool's output, or the turn itself. */
function lineOf(event: TurnEvent): string {
  if (event.type === "task-event") return `task ${event.callId} ${event.task}`;
  return event.type === "tool-output" ? `output ${event.callId}` : "turn";
}

/**
 * The index of the event that this one may continue: the last of its stream, with none of the turn's own between;
 * otherwise -1.
 */
function placeBefore(merged: readonly TurnEvent[], event: TurnEvent): number {
  const line = lineOf(event);
  for (let at = merged.length - 1; at >= 0; at--) {
    const other = lineOf(merged[at]!);
    if (other === line) return at;
    if (other === "turn" || line === "turn") return -1;
  }
  return -1;
}

/** Two consecutive events joined into one; undefined if they can't be joined. */
export function join(last: TurnEvent | undefined, event: TurnEvent): TurnEvent | undefined {
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
  if (last?.type === "tool-output" && event.type === "tool-output" && last.callId === event.callId) {
    return joinOutput(last, event);
  }
  if (last?.type === "task-event" && event.type === "task-event" && lineOf(last) === lineOf(event)) {
    const joined = join(last.event, event.event);
    return joined && { ...event, event: joined };
  }
  return undefined;
}

/**
 * Collects events and passes them on. Events that only continue the previous one (more words of an answer) go at most
 * once per `intervalMs`, all others at once. Posting each token separately to a webview finishes half a minute late on
 * a long answer; lists arrive on time.
 */
export class EventQueue {
  private waiting: TurnEvent[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The last event since then of the turn itself, of each task and of each output. */
  private readonly last = new Map<string, TurnEvent>();
  private readonly send: (events: TurnEvent[]) => void;
  private readonly intervalMs: number;

  constructor(send: (events: TurnEvent[]) => void, intervalMs: number) {
    this.send = send;
    this.intervalMs = intervalMs;
  }

  push(event: TurnEvent): void {
    const line = lineOf(event);
    const continues = join(this.last.get(line), event) !== undefined;
    if (line === "turn") this.last.clear();
    this.last.set(line, event);
    this.waiting.push(event);
    if (!this.timer || !continues) this.flush();
  }

  /** Passes on collected events now; later continuations wait for the interval. */
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
