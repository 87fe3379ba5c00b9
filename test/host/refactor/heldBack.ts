import { newGate } from "../../support/gate.ts";
import { modelOf } from "./refactorBed.ts";

const stopOf = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));

/** A model whose answer waits for a gate before each piece but the first; the piece "cut" reaches its limit. */
export function heldBack(pieces: readonly string[]) {
  const gates = pieces.map(() => newGate());
  const model = modelOf(async function* (signal) {
    for (const [at, delta] of pieces.entries()) {
      if (at > 0) await Promise.race([gates[at - 1]?.opened, stopOf(signal)]);
      signal.throwIfAborted();
      if (delta === "cut") yield { type: "done", reason: "length" };
      yield { type: "text", delta };
    }
    yield { type: "done", reason: "stop" };
  });
  return { model, next: (at: number) => gates[at]?.open() };
}
