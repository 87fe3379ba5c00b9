import type { FaultWire, Play } from "./wirePlay.ts";

/** One fault: what to simulate, and the expected outcome on every wire that can have it. */
export type Fault = {
  name: string;
  /** Where it was met. */
  where: string;
  /** The server's answers in order; then "Done.", or the last one again if the fault `lasts`. */
  plays: readonly Play[];
  lasts?: boolean;
  files?: Readonly<Record<string, string>>;
  /** Only with tools declared over the wire. */
  nativeToolsOnly?: boolean;
  /** Only on these wires. */
  only?: readonly FaultWire[];
  /** Time limit for a silent server or engine process, in milliseconds. */
  silentMs?: number;
  expect: {
    outcome: Outcome;
    /** The outcome if the embedded engine's own process fails. */
    ofEngine?: Outcome;
    /** The calls that run; none by default. */
    ran?: readonly string[];
    /** In the answer's text. */
    text?: RegExp;
    /** What the model is told instead of a result. */
    refusal?: RegExp;
    /** Told beside the answer. */
    notice?: RegExp;
    /** What the user is told was shortened for the model. */
    shortened?: readonly string[];
  };
};

type Outcome = "answered" | "cut" | "looped" | `failed: ${string}`;
