import type { Model, ModelEvent } from "../../src/model/model.ts";
import { newGate } from "../support/gate.ts";

const info = { id: "scripted", label: "Scripted", provider: "a test", nativeTools: true, vision: false };

const stopOf = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));

/** A model whose answer waits for a gate before each piece but the first; the piece "cut" reaches its limit. */
export function heldBack(pieces: readonly string[]) {
  const gates = pieces.map(() => newGate());
  const model: Model = {
    info,
    async *stream(_request, signal): AsyncGenerator<ModelEvent> {
      for (const [at, delta] of pieces.entries()) {
        if (at > 0) await Promise.race([gates[at - 1]?.opened, stopOf(signal)]);
        signal.throwIfAborted();
        if (delta === "cut") yield { type: "done", reason: "length" };
        yield { type: "text", delta };
      }
      yield { type: "done", reason: "stop" };
    },
  };
  return { model, next: (at: number) => gates[at]?.open() };
}
