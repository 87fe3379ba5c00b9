import type { Period, Quota } from "./reading/quota.ts";

const periods: Readonly<Record<Period, string>> = {
  minute: "this minute",
  hour: "this hour",
  session: "this session",
  day: "today",
  week: "this week",
  month: "this month",
  plan: "your plan",
};
const spans: Readonly<Record<Period, string>> = {
  ...periods,
  minute: "a minute",
  hour: "an hour",
  day: "a day",
  week: "a week",
  month: "a month",
};
const nextTry: Readonly<Record<Period, string>> = {
  minute: "in a minute",
  hour: "in an hour",
  session: "in some hours",
  day: "tomorrow",
  week: "next week",
  month: "next month",
  plan: "later",
};

const shown = (count: number): string => count.toLocaleString("en-US");

/** A used-up quota: of what, how much, and when it resets. @param said the server's own words, safe to show */
export function quotaWords(quota: Quota, retryAfterMs: number | undefined, subject: string, said: string): string {
  const { per, of, isFree, limit, resets } = quota;
  const much = limit === undefined || limit === 0 ? "" : ` (${shown(limit)})`;
  const what = of === undefined ? `The ${isFree ? "free " : ""}usage of` : `The ${isFree ? "free " : ""}${of} of`;
  const verb = of === undefined ? "is" : "are";
  const reset = of === undefined ? "it resets" : "they reset";
  const isWaitTold = retryAfterMs !== undefined && retryAfterMs > 60_000;
  const when = resets === undefined || isWaitTold ? "" : `; ${reset} ${resets.words}`;
  const quote = said === "" ? "" : ` ${subject} says: “${said}”.`;
  const advice = isWaitTold
    ? waitAdvice(retryAfterMs)
    : resets === undefined
      ? `Choose another model, or try again ${nextTry[per]}.`
      : "Choose another model, or try again then.";
  return `${what} ${periods[per]}${much} ${verb} used up${when}.${quote} ${advice}`;
}

/** One request that exceeds a whole limit: waiting doesn't help. */
export function tooLargeWords({ per, requested = 0, limit = 0 }: Quota, within: string): string {
  return (
    `This one request (${shown(requested)} tokens) is larger than what may be sent in ${spans[per]} (${shown(limit)}) ` +
    `to ${within}. Send less, start a new chat, or choose another model.`
  );
}

/** What to do about a limit that ends after some time. */
export function waitAdvice(retryAfterMs: number | undefined): string {
  if (retryAfterMs === undefined) return "Wait a little and try again, or choose another model.";
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds < 120) return `Try again in ${seconds} s, or choose another model.`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `Try again in ${minutes} minutes, or choose another model.`;
  const hours = Math.ceil(minutes / 60);
  return hours < 72
    ? `Try again in ${hours} hours, or choose another model.`
    : `Try again in ${Math.ceil(hours / 24)} days, or choose another model.`;
}
