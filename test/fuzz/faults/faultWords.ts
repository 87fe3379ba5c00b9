import fc from "fast-check";
import type { StreamFault } from "../../../src/providers/faults/faultOf.ts";

/*
 * Servers' words made of parts, and the places and shapes in which they come.
 */

/** A sentence about a conversation that is too long. `window`: the number its own name belongs to, where there is one. */
export type LongWords = { words: string; window?: number };

const prompts = ["The prompt", "Your input", "Prompt tokens", "The input token count", "The conversation's tokens"];
const exceeding = ["exceeds", "is longer than", "is greater than", "cannot be larger than", "is too long:"];
const windows = ["the context length", "the model's context window", "the maximum context size", "n_ctx"];
const joins: readonly ((window: number) => string)[] = [
  (window) => ` (${window})`,
  (window) => ` of ${window} tokens`,
  (window) => `: ${window}`,
  (window) => ` (${window.toLocaleString("en-US")} tokens)`,
];
const endings = [".", ". Reduce the length of the messages.", " (request id: 202611)", ". Start anew; ref 00ad"];

/** With a window, with an excess alone ("by 5404 tokens"), or without any number. */
export const longWords: fc.Arbitrary<LongWords> = fc
  .record({
    prompt: fc.constantFrom(...prompts),
    exceeds: fc.constantFrom(...exceeding),
    window: fc.constantFrom(...windows),
    join: fc.constantFrom(...joins),
    tokens: fc.integer({ min: 512, max: 200_000 }),
    excess: fc.integer({ min: 300, max: 300_000 }),
    kind: fc.constantFrom("window", "excess", "none"),
    end: fc.constantFrom(...endings),
  })
  .map(({ prompt, exceeds, window, join, tokens, excess, kind, end }) => {
    const start = `${prompt} ${exceeds} ${window}`;
    if (kind === "window") return { words: start + join(tokens) + end, window: tokens };
    return { words: (kind === "excess" ? `${start} by ${excess} tokens` : start) + end };
  });

/** A used-up limit of a day and more, beside a wait of seconds that does not end it. */
export const spentWords: fc.Arbitrary<string> = fc
  .record({
    of: fc.constantFrom("requests", "tokens", "free requests", "input tokens"),
    per: fc.constantFrom("per day", "per week", "per month"),
    start: fc.constantFrom("Quota exceeded for", "You have reached the limit of", "Rate limit exceeded:", "Too many"),
    limit: fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined }),
    wait: fc.option(fc.integer({ min: 1, max: 59 }), { nil: undefined }),
  })
  .map(({ of, per, start, limit, wait }) => {
    const number = limit === undefined ? "" : `, limit: ${limit}`;
    return `${start} ${of} ${per}${number}.${wait === undefined ? "" : ` Please retry in ${wait}s.`}`;
  });

/** The shapes in which servers put a message. */
const shapes: readonly ((message: string) => unknown)[] = [
  (message) => ({ error: { message } }),
  (message) => ({ error: message }),
  (message) => ({ errors: [{ message, code: 5021 }], success: false }),
  (message) => ({ type: "error", error: { type: "invalid_request_error", message } }),
  (message) => [{ error: { code: 400, message } }],
  (message) => ({ error: { message: JSON.stringify({ error: { message } }) } }),
  (message) => ({
    error: { message: `litellm.BadRequestError: XException - ${JSON.stringify({ error: { message } })}` },
  }),
  (message) => ({ detail: message }),
  (message) => ({ message, code: 1001 }),
  (message) => ({ object: "error", message, type: "BadRequestError", param: null, code: 400 }),
  (message) => ({ success: false, error: { message, details: null } }),
  (message) => ({ error: { error: { message } } }),
  (message) => ({ status: "error", msg: message }),
  (message) => ({ title: "Bad Request", status: 400, detail: message }),
  (message) => ({ Message: message }),
  (message) => ({ error: { code: "error", description: message } }),
  (message) => ({ request_id: "req_1", error: { code: null, message, param: null } }),
  (message) => ({
    error: { message: "Provider returned error", metadata: { raw: JSON.stringify({ error: { message } }) } },
  }),
];

/** A message as an HTTP error, as an error for a body under 200, or in a stream. */
export const placed = (status: number): fc.Arbitrary<(message: string) => StreamFault> =>
  fc
    .record({ shape: fc.constantFrom(...shapes), place: fc.constantFrom("http", "body", "stream") })
    .map(({ shape, place: wanted }) => (message: string): StreamFault => {
      const body = shape(message);
      // Under 200 a bare message is another program's word, and nobody's error.
      const isNamed = /"(?:error|errors)"|"status":"error"/.test(JSON.stringify(body));
      const place = wanted === "body" && !isNamed ? "http" : wanted;
      if (place === "stream") return { at: "stream", error: body };
      const text = JSON.stringify(body);
      return { at: "answer", status: place === "body" ? 200 : status, headers: new Headers(), body: text };
    });
