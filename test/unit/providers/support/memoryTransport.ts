import { readFileSync } from "node:fs";
import type { Transport } from "../../../../src/providers/http/transport/transport.ts";

/** A wire file of test/fixtures, as bytes. */
export const wire = (name: string): Buffer => wireFile(`openai/${name}.txt`);

/** The same of any provider, e.g. "ollama/chat.ndjson". */
export const wireFile = (path: string): Buffer =>
  readFileSync(new URL(`../../../fixtures/wires/${path}`, import.meta.url));

/** The pieces of `bytes`, each `size` long, so that characters and lines are split anywhere. */
export const pieces = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));

/** Answers every request with HTTP 200 and the pieces, then ends, or breaks as a lost connection does. */
export const plays =
  (parts: readonly Uint8Array[], end: "ends" | "breaks" = "ends"): Transport =>
  () => {
    const rest = [...parts];
    const body = new ReadableStream<Uint8Array>({
      pull(out) {
        const next = rest.shift();
        if (next) out.enqueue(next);
        else if (end === "ends") out.close();
        else out.error(new TypeError("terminated"));
      },
    });
    return Promise.resolve(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
  };
