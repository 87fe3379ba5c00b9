/** Milliseconds per unit of time, by its first letters. */
const units: readonly [RegExp, number][] = [
  [/^(?:ms|milli)/i, 1],
  [/^s/i, 1000],
  [/^m/i, 60_000],
  [/^h/i, 3_600_000],
  [/^d/i, 86_400_000],
];
const one = String.raw`\d+(?:\.\d+)?\s*(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![a-z])`;
const span = String.raw`(?:${one}[\s,]*(?:and\s+)?)+`;
const asked = new RegExp(
  String.raw`(?:try(?:ing)? (?:\w+ )?again|retry(?:ing)?|wait|resets?|available again|back)\b[^.\d]{0,30}?(${span})`,
  "i",
);
const untilWhen =
  /(?:try (?:\w+ )?again|retry|resets?|regain access|available again|until)\b[^.\d]{0,40}(\d{4}-\d\d-\d\d)(?:(?:T|\s+(?:at\s+)?)(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*([+-]\d\d:\d\d)?)?/i;

/** A duration such as "6m0s", "1 hour and 5 minutes" or "36.4s", in milliseconds; undefined if it is none. */
export function durationOf(text: string): number | undefined {
  const parts = [...text.matchAll(new RegExp(one, "gi"))].map(([part]) => {
    const unit = part.replace(/^[\d.\s]+/, "");
    return Number.parseFloat(part) * (units.find(([name]) => name.test(unit))?.[1] ?? Number.NaN);
  });
  const sum = parts.reduce((all, part) => all + part, 0);
  return parts.length > 0 && Number.isFinite(sum) ? Math.round(sum) : undefined;
}

/**
 * The wait that a server's words ask for, in milliseconds: "try again in 7m12s", "wait 40 seconds", "regain access on
 * 2026-12-01 at 00:00 UTC" (without a zone, UTC).
 * @param now milliseconds since the epoch
 */
export function waitInWords(text: string, now: number): number | undefined {
  const span = asked.exec(text)?.[1];
  if (span !== undefined) return durationOf(span);
  const [, date, time = "00:00", zone = "Z"] = untilWhen.exec(text) ?? [];
  const at = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone}`);
  return Number.isFinite(at) && at > now ? at - now : undefined;
}

/** Milliseconds until the next midnight in a time zone; an hour off on the day of a clock change. */
export function untilMidnight(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value ?? 0);
  return 86_400_000 - ((part("hour") * 60 + part("minute")) * 60 + part("second")) * 1000;
}
