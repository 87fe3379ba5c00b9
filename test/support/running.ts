import type { Running } from "../../src/agent/ports/tool.ts";

/** What a call can use that runs outside of a turn: its output is collected, and nobody answers its questions. */
export function runningAlone(signal = new AbortController().signal): Running & { shown: string[] } {
  const shown: string[] = [];
  return {
    signal,
    shown,
    output: (text) => void shown.push(text),
    ask: () => Promise.reject(new Error("Nobody answers.")),
    task: () => undefined,
  };
}
