import * as v from "valibot";

/*
 * Numbers as servers state them. A number that cannot be true stands for "unknown" there (0, -1, null, NaN, the largest
 * integer, a text) and is absent here.
 */

/** No window is smaller: its system prompt alone would not fit. Tokens. */
const leastWindow = 128;
/** The largest windows of 2026 hold some ten million tokens; above, a number is a placeholder. */
const mostTokens = 100_000_000;
/** US dollars that one request, or a million tokens, may cost before the number is a placeholder. */
const mostDollars = 100_000;

/** A window in whole tokens, or undefined for a number that is none. */
export function windowTokens(value: unknown): number | undefined {
  const isWindow = typeof value === "number" && value >= leastWindow && value < mostTokens;
  return isWindow ? Math.floor(value) : undefined;
}

/**
 * The largest window of a model as a GGUF's facts have it: under its architecture's name, beside those of its encoders of
 * pictures and sound.
 */
export function ggufWindow(info: Readonly<Record<string, unknown>>): number | undefined {
  const own = info[`${String(info["general.architecture"])}.context_length`];
  return windowTokens(own ?? Object.entries(info).find(([key]) => key.endsWith(".context_length"))?.[1]);
}

/** A count of tokens; undefined for a number that is none. Zero is a count. */
export function tokenCount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < mostTokens ? Math.floor(value) : undefined;
}

/** The tokens of a prompt; undefined for a number that is none, zero too: every prompt has some. */
export const promptCount = (value: unknown): number | undefined => tokenCount(value) || undefined;

/** US dollars; undefined for a number that is none. Zero is free. */
export function dollarsOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < mostDollars ? value : undefined;
}

/** A size in bytes; undefined for a number that is none. */
export function byteSize(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

const lenient = (read: (value: unknown) => number | undefined) => v.optional(v.pipe(v.unknown(), v.transform(read)));

/** The same as parts of a schema: a field that is absent, null or no such number is undefined. */
export const windowField = lenient(windowTokens);
export const countField = lenient(tokenCount);
export const promptField = lenient(promptCount);
export const dollarsField = lenient(dollarsOf);
export const bytesField = lenient(byteSize);
