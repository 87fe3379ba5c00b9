import type { FaultWire, Play } from "./wirePlay.ts";

/** One fault: what is played, and what must come of it on every wire that can have it. */
export type Fault = {
  name: string;
  /** Where it was met. */
  where: string;
  /** The server's answers in order; then "Done.", or the last one again where the fault `lasts`. */
  plays: readonly Play[];
  lasts?: boolean;
  files?: Readonly<Record<string, string>>;
  /** Only where tools are declared over the wire. */
  nativeToolsOnly?: boolean;
  /** Only on these wires. */
  only?: readonly FaultWire[];
  /** How long a silent server, or process of the engine, is waited for. */
  patienceMs?: number;
  expect: {
    outcome: Outcome;
    /** Where the embedded engine's own process is what fails. */
    ofEngine?: Outcome;
    /** Exactly these calls run; none by default. */
    ran?: readonly string[];
    /** In the answer's text. */
    text?: RegExp;
    /** Told to the model in place of a result. */
    refusal?: RegExp;
    /** Told beside the answer. */
    notice?: RegExp;
    /** What the user is told was shortened for the model. */
    shortened?: readonly string[];
  };
};

type Outcome = "answered" | "cut" | "looped" | `failed: ${string}`;
