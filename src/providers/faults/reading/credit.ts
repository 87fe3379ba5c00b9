import type { ErrorBody } from "./errorBody.ts";
import { sentencesOf, sentenceWith, withoutFields } from "./near.ts";

/**
 * Why an account can't pay for a request. "empty": no credit left. "budget": a spending limit. "key-limit": the credit
 * for this key. "subscription": the model needs a plan. "billing": payment is not set up, or stopped. "not-free": the
 * model is not free. "dear": this request costs more than is left.
 */
export type CreditReason = "empty" | "budget" | "key-limit" | "subscription" | "billing" | "not-free" | "dear";

const names = new Map(
  Object.entries<CreditReason>({
    payment_required: "empty",
    insufficient_quota: "empty",
    insufficient_user_quota: "empty",
    pre_consume_token_quota_failed: "empty",
    insufficient_balance: "empty",
    insufficient_credits: "empty",
    insufficientcredits: "empty",
    insufficient_credit: "empty",
    insufficient_funds: "empty",
    arrearage: "empty",
    billing_error: "empty",
    credit_unresolved: "empty",
    budget_exceeded: "budget",
    exceeded_budget: "budget",
    billing_hard_limit_reached: "budget",
    spend_limit_reached: "budget",
    billing_not_active: "billing",
    billing_disabled: "billing",
    weight_exceeds_budget: "dear",
  }),
);

const lack =
  /insufficient|not enough|out of|no (?:more )?\b|negative|too low|exhaust|exceed|deplet|ran out|run out|used up|\bspent\b|(?:not|n['’]t) have|requires? more|reached|hit|over\b|overdue|below|zero|不足|用尽|欠费/i;
const patterns: readonly [CreditReason, readonly RegExp[]][] = [
  ["dear", [/can only afford|tokens limit exceeded: \d+ > \d+|single request[^.]{0,40}(?:budget|credits)/i]],
  ["key-limit", [/\b(?:api )?key\b|令牌/i, /limit|quota|额度/i, /exceed|reached|exhaust|limit_remaining|用尽|不足/i]],
  ["budget", [/\bbudget\b|spend(?:ing)?[ -]?(?:limit|cap)|hard limit/i, /exceed|reach|over|hit|limit/i]],
  [
    "empty",
    [
      /\b(?:credits?|balance|funds|prepaid|user quota|(?<!(?:daily|weekly|monthly|hourly) )token quota|remain quota)\b|余额|额度/i,
      lack,
    ],
  ],
  ["empty", [/insufficient[ _]?quota/i]],
  [
    "subscription",
    [
      /requires? (?:an? )?(?:\w+ ){0,3}(?:subscription|plan|tier)\b|subscription (?:is )?required|upgrade (?:your plan|for access|(?:your subscription|to an? \w+ plan) to (?:use|access))|(?:only )?available (?:to|for|on|with) [^.]{0,40}(?:subscri|\bplans?\b|\btiers?\b|paid users)|not (?:available|included|supported) (?:on|in|for|with) (?:your|the|this) (?:\w+ )?(?:plan|tier|subscription)|free (?:tier|plan)[^.]{0,20}(?:does not|doesn't|cannot|can't)/i,
    ],
  ],
  [
    "billing",
    [
      /billing[^.]{0,30}(?:disabled|not (?:active|enabled|set up)|required|to be enabled)|enable billing|account is not active|valid payment method|payment (?:is )?required|past[ -]due|unpaid|failure to pay/i,
    ],
  ],
];
/** Advice only: it gives the reason if no limit is named, since more credit would raise limits too. */
const advice = /\b(?:add|buy|purchase|top[ -]?up|recharge)\b[^.]{0,20}\b(?:credits?|balance|funds)\b/i;
const limits = /limit|quota|\bper[ _-]?\w|rate|too many|daily|exceed/i;
/** Google's words for every limit, even per minute, and OpenAI's for an empty account. */
const currentQuota = /exceeded your current quota/i;

/** Why the account can't pay; undefined if the error is not about money. */
export function creditIn(body: ErrorBody): CreditReason | undefined {
  const message = withoutFields(body.message ?? "");
  const limitZero = sentencesOf(message).some((each) => /free[ _]tier/i.test(each) && /\blimit: 0\b/i.test(each));
  if (limitZero) return "not-free";
  const named = body.names.flatMap((name) => names.get(name) ?? [])[0];
  if (named !== undefined && named !== "empty") return named;
  const found = patterns.find(([, words]) => sentenceWith(message.replace(currentQuota, ""), ...words) !== undefined);
  if (found) return found[0];
  if (named !== undefined) return named;
  if (advice.test(message) && !limits.test(message)) return "empty";
  const isPlain = currentQuota.test(message) && body.violations === undefined && body.retryAfterSeconds === undefined;
  return isPlain && !/quota exceeded for metric|retry in|resource_exhausted/i.test(message) ? "empty" : undefined;
}
