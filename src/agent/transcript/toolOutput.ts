import type { ToolOutput } from "./turn.ts";
import { OUTPUT_KEPT, type TurnEvent } from "./turnEvent.ts";

type OutputEvent = Extract<TurnEvent, { type: "tool-output" }>;

/** The shown end of a tool's output after some more of it; starts with a whole character. */
export function outputAfter(before: ToolOutput | undefined, { delta, skipped }: OutputEvent): ToolOutput {
  const text = skipped ? delta : (before?.text ?? "") + delta;
  const end = endOf(text);
  return { text: end, skipped: end !== text || skipped === true || before?.skipped === true };
}

/** Joins two consecutive events. */
export function joinOutput(first: OutputEvent, second: OutputEvent): OutputEvent {
  const { text, skipped } = outputAfter({ text: first.delta, skipped: first.skipped === true }, second);
  return { type: "tool-output", callId: first.callId, delta: text, ...(skipped && { skipped }) };
}

/** The end of a text that may be shown; never splits a surrogate pair. */
export function endOf(text: string): string {
  if (text.length <= OUTPUT_KEPT) return text;
  const end = text.slice(-OUTPUT_KEPT);
  const first = end.charCodeAt(0);
  return first >= 0xdc00 && first <= 0xdfff ? end.slice(1) : end;
}
