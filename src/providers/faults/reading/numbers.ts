import * as v from "valibot";

/*
 * Numbers as servers state them. A number that cannot be true stands for "unknown" there (0, -1, null, NaN, the largest
 * integer, a text) and is absent here.
 */

/** The smallest window, in tokens: not even a system prompt fits a smaller one. */
const leastWindow = 128;
/** The largest plausible window: those of 2026 have about ten million tokens. */
const mostTokens = 100_000_000;
/** The highest plausible price of a request, or of a million tokens, in US dollars. */
const mostDollars = 100_000;

/** A window in whole tokens; undefined for an impossible number. */
export function windowTokens(value: unknown): number | undefined {
  const isWindow = typeof value === "number" && value >= leastWindow && value < mostTokens;
  return isWindow ? Math.floor(value) : undefined;
}

/** A model's largest window in GGUF facts, under its architecture's name, beside those of image and sound encoders. */
export function ggufWindow(info: Readonly<Record<string, unknown>>): number | undefined {
  const own = info[`${String(info["general.architecture"])}.context_length`];
  return windowTokens(own ?? Object.entries(info).find(([key]) => key.endsWith(".context_length"))?.[1]);
}

/** A count of tokens; undefined for an impossible number. Zero is valid. */
export function tokenCount(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < mostTokens ? Math.floor(value) : undefined;
}

/** A prompt's tokens; undefined for an impossible number, including zero. */
export const promptCount = (value: unknown): number | undefined => tokenCount(value) || undefined;

/** US dollars; undefined for an impossible number. Zero is free. */
export function dollarsOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value < mostDollars ? value : undefined;
}

/** A size in bytes; undefined for an impossible number. */
export function byteSize(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

const lenient = (read: (value: unknown) => number | undefined) => v.optional(v.pipe(v.unknown(), v.transform(read)));
/** Amounts of money come as text too ("0.0012"), so that no digit is lost; other texts are none. */
const amountOf = (value: unknown): unknown =>
  typeof value === "string" && /^\d{1,9}(?:\.\d{1,18})?(?:e-\d{1,2})?$/i.test(value.trim()) ? Number(value) : value;

/** The same as schema parts: an absent, null or impossible field is undefined. */
export const windowField = lenient(windowTokens);
export const countField = lenient(tokenCount);
export const promptField = lenient(promptCount);
export const dollarsField = lenient((value) => dollarsOf(amountOf(value)));
export const bytesField = lenient(byteSize);
