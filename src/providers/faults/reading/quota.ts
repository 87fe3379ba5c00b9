import { untilMidnight } from "./durations.ts";
import type { ErrorBody } from "./errorBody.ts";
import { plainNumbers, sentencesOf } from "./near.ts";

export type Period = "minute" | "hour" | "session" | "day" | "week" | "month" | "plan";

/**
 * A limit that was hit, as far as stated. `isSpent`: waiting seconds won't help. `requested`: the amount of this
 * request, if it exceeds the whole limit. `resets`: when a day's quota resets.
 */
export type Quota = {
  per: Period;
  of?: "requests" | "tokens";
  isFree: boolean;
  isSpent: boolean;
  limit?: number;
  requested?: number;
  resets?: { words: string; inMs: number };
};

/** The longest first: a day's limit outlasts a minute's. */
const periods: readonly [Period, RegExp][] = [
  ["month", /per[ _-]?month|monthly|by[ _-]?month|this month|for the month/i],
  ["week", /per[ _-]?week|weekly|by[ _-]?week|this week|for the week/i],
  ["day", /per[ _-]?day|daily|by[ _-]?day|\b[rt]pd\b|limit_rpd|\b86,?400 ?s|per 24 ?h|\btoday\b|for the day\b/i],
  ["session", /session (?:usage )?limit|5[ -]?hour (?:usage )?limit/i],
  ["hour", /per[ _-]?hour|hourly|\b[rt]ph\b|\b3,?600 ?s/i],
  ["minute", /per[ _-]?min(?:ute)?|\b[rt]pm\b|limit_rpm|by[ _-]?minute|per 60 ?s/i],
];
const limitWords =
  /limit|quota|exceed|reached|used up|exhaust|allocation|allowance|too many|throttl|\bcap\b|\b(?:used|consumed|spent) (?:all|your)\b|\b(?:is|are) (?:gone|spent)\b|\b(?:0|no) (?:\w+ ){1,3}(?:left|remaining)\b|额度|配额|上限/i;
/** Words about money: such a limit is the account's credit. */
const moneyWords =
  /\b(?:credits?|balance|spend\w*|(?<!\b(?:is|are) )spent(?! (?:all|your))|budget|cost|billing|invoice|keys?)\b|[$＄€]/i;
const requestWords =
  /\brequests?\b|Generate_?Requests|tier_requests|models-per-|\br(?:pd|pm|ph)\b|\bmessages\b|request_count/i;
const tokenWords = /\btokens?\b|Tokens|token_count|\bt(?:pd|pm|ph)\b/i;
/** A plan's usage, without a time. */
const planWords =
  /(?:reached|hit|exceeded|used up|exhausted)\b[^.]{0,30}\b(?:usage|plan|free|included|capacity)\b[^.]{0,20}(?:limits?|quota|allowance|allocation|on this model)?/i;
const googles = /GenerateRequestsPer|GenerateContent\w*Per|generate_content_|generativelanguage|googleapis/i;

/** A quoted model name; it may contain any words. */
const quotedName = /[`'"“‘][^\s`'"”’]{1,120}[`'"”’]/g;

/** The limit that an error names; undefined if it names none, or one of money. */
export function quotaIn(body: ErrorBody, now: number): Quota | undefined {
  const message = (body.message ?? "").replace(quotedName, "…");
  const violations = body.violations ?? [];
  const names = body.names.filter((name) => /quota|limit|count|rpd|daily|weekly|monthly/.test(name));
  const told = [...violations.map(({ name }) => name), ...limitSentences(message), ...names];
  const [per] = periods.find(([, pattern]) => told.some((text) => pattern.test(text))) ?? [];
  if (per === undefined) return planQuota(message);
  const pattern = periods.find(([period]) => period === per)?.[1] ?? /$^/;
  const own = told.filter((text) => pattern.test(text));
  const text = own.join(" ");
  const violated = violations.find(({ name }) => pattern.test(name));
  const { limit = violated?.limit, requested } = numbersIn(`${text} ${message}`);
  const of = tokenWords.test(text) ? "tokens" : requestWords.test(text) ? "requests" : undefined;
  const isTooLarge = requested !== undefined && limit !== undefined && requested > limit;
  const resets = per === "day" ? dayReset(`${text} ${message}`, now) : undefined;
  return {
    per,
    isFree: /free|FreeTier/.test(text),
    isSpent: per !== "minute",
    ...(of !== undefined && { of }),
    ...(limit !== undefined && { limit }),
    ...(isTooLarge && { requested }),
    ...(resets !== undefined && { resets }),
  };
}

function planQuota(message: string): Quota | undefined {
  const told = sentencesOf(message).find((sentence) => planWords.test(sentence) && !moneyWords.test(sentence));
  return told === undefined ? undefined : { per: "plan", isFree: /\bfree\b/i.test(told), isSpent: true };
}

/** Sentences about a limit, not about what another plan would offer. */
const limitSentences = (message: string): string[] =>
  sentencesOf(message).filter((sentence) => limitWords.test(sentence) && !moneyWords.test(sentence));

/** "Limit 6000, Used 0, Requested ~12903", "limit: 50", "limit of 40,000", "Rate limit of 50 per 86400s", "(50/day)". */
function numbersIn(text: string): { limit?: number; requested?: number } {
  const plain = plainNumbers(text);
  const limit =
    /\blimit(?:ed to|s)?(?: of|:| is)? ?~?(\d+)|allocation of (\d+)|(?:\b|\()(\d+) (?:free )?(?:requests|tokens)\b/i.exec(
      plain,
    );
  const requested = /\brequested:? ?~?(\d+)/i.exec(plain)?.[1];
  const stated = limit?.[1] ?? limit?.[2] ?? limit?.[3];
  return {
    ...(stated !== undefined && { limit: Number(stated) }),
    ...(requested !== undefined && { requested: Number(requested) }),
  };
}

/**
 * When the days of known providers start (Google: ai.google.dev/gemini-api/docs/rate-limits; the others' own pages).
 */
function dayReset(text: string, now: number): Quota["resets"] {
  if (googles.test(text)) return { words: "at midnight Pacific time", inMs: untilMidnight("America/Los_Angeles", now) };
  if (/free-models-per-day|neurons/i.test(text)) return { words: "at midnight UTC", inMs: untilMidnight("UTC", now) };
  return undefined;
}
