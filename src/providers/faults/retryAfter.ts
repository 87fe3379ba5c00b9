import type { ErrorBody } from "./errorBody.ts";

/**
 * How long the server asks to wait, in milliseconds; undefined where it does not say. Read from `retry-after-ms`,
 * `retry-after` (seconds or a date, RFC 9110), the body, `x-ratelimit-reset` (OpenRouter: milliseconds since the
 * epoch; others: seconds since the epoch, or seconds to wait), or the words "retry in 34.5s".
 * @param now milliseconds since the epoch
 */
export function retryAfterMs(headers: Headers, body: ErrorBody | undefined, now: number): number | undefined {
  const header = (name: string): string | undefined => headers.get(name) ?? body?.headers[name];
  return (
    positive(number(header("retry-after-ms"))) ??
    fromRetryAfter(header("retry-after"), now) ??
    seconds(body?.retryAfterSeconds) ??
    fromReset(header("x-ratelimit-reset"), now) ??
    seconds(number(/(?:retry|try again) in (\d+(?:\.\d+)?) ?s/i.exec(body?.message ?? "")?.[1]))
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

function number(value: string | undefined): number | undefined {
  const parsed = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(parsed) ? parsed : undefined;
}

const seconds = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : positive(value * 1000);

const positive = (value: number | undefined): number | undefined =>
  value === undefined || !(value >= 0) ? undefined : Math.round(value);
