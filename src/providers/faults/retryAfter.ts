import { durationOf, waitInWords } from "./reading/durations.ts";
import type { ErrorBody } from "./reading/errorBody.ts";

/**
 * The wait that the server asks for, in milliseconds; undefined if it states none. Read from `retry-after-ms`,
 * `retry-after` (seconds or a date, RFC 9110), the body, `x-ratelimit-reset` (OpenRouter: milliseconds since the epoch;
 * others: seconds since the epoch, or seconds to wait), the resets of exhausted limits (OpenAI, Groq, Anthropic), or
 * words such as "retry in 34.5s".
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(headers: Headers, body: ErrorBody | undefined, now: number): number | undefined {
  const header = (name: string): string | undefined => headers.get(name) ?? body?.headers[name];
  return (
    positive(number(header("retry-after-ms"))) ??
    fromRetryAfter(header("retry-after"), now) ??
    seconds(body?.retryAfterSeconds) ??
    fromReset(header("x-ratelimit-reset"), now) ??
    spentReset(header, now) ??
    waitInWords(body?.message ?? "", now)
  );
}

function fromRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  return seconds(number(value)) ?? positive(Date.parse(value) - now);
}

function fromReset(value: string | undefined, now: number): number | undefined {
  const reset = number(value);
  if (reset === undefined) return undefined;
  if (reset > 1e12) return positive(reset - now);
  if (reset > 1e9) return positive(reset * 1000 - now);
  return seconds(reset);
}

/** The longest reset among exhausted limits: a duration ("6m0s") or a date. */
function spentReset(header: (name: string) => string | undefined, now: number): number | undefined {
  const waits = ["requests", "tokens", "input-tokens", "output-tokens"].flatMap((of) => [
    header(`x-ratelimit-remaining-${of}`) === "0" ? durationOf(header(`x-ratelimit-reset-${of}`) ?? "") : undefined,
    header(`anthropic-ratelimit-${of}-remaining`) === "0"
      ? positive(Date.parse(header(`anthropic-ratelimit-${of}-reset`) ?? "") - now)
      : undefined,
  ]);
  const known = waits.filter((wait) => wait !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function number(value: string | undefined): number | undefined {
  const parsed = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}

const seconds = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : positive(value * 1000);

const positive = (value: number | undefined): number | undefined =>
  value === undefined || !(value >= 0) ? undefined : Math.round(value);
