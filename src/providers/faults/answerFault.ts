import { accountIn } from "./reading/account.ts";
import { creditIn } from "./reading/credit.ts";
import type { ErrorBody } from "./reading/errorBody.ts";
import { type FaultTarget, isOwnServer } from "./reading/faultTarget.ts";
import type { AnswerFault, Finding } from "./finding.ts";
import { memoryIn } from "./reading/memory.ts";
import { isAboutAddress, isAboutModel, isIncapable } from "./reading/missing.ts";
import { withoutFields } from "./reading/near.ts";
import { overflowIn } from "./reading/overflow.ts";
import { type Quota, quotaIn } from "./reading/quota.ts";

type Plain = "auth" | "rate-limit" | "not-found" | "unavailable" | "refused" | "protocol";

const kindsByName = new Map(
  Object.entries<Plain>({
    authentication: "auth",
    authentication_error: "auth",
    auth_error: "auth",
    invalid_api_key: "auth",
    api_key_invalid: "auth",
    invalidapikey: "auth",
    missingapikey: "auth",
    expired_key: "auth",
    key_expired: "auth",
    token_not_found_in_db: "auth",
    invalid_token: "auth",
    permission_denied: "auth",
    permission_error: "auth",
    unauthenticated: "auth",
    /** LiteLLM without a database, for a key that is not its own. */
    no_db_connection: "auth",
    rate_limit_exceeded: "rate-limit",
    rate_limit_error: "rate-limit",
    rate_limited: "rate-limit",
    ratelimitreached: "rate-limit",
    resource_exhausted: "rate-limit",
    throttling_error: "rate-limit",
    throttlingexception: "rate-limit",
    too_many_requests: "rate-limit",
    too_many_requests_error: "rate-limit",
    request_quota_exceeded: "rate-limit",
    token_quota_exceeded: "rate-limit",
    not_found: "not-found",
    not_found_error: "not-found",
    notfounderror: "not-found",
    provider_overloaded: "unavailable",
    provider_unavailable: "unavailable",
    overloaded_error: "unavailable",
    overloaded: "unavailable",
    capacity_exceeded: "unavailable",
    capacity_error: "unavailable",
    engine_overloaded_error: "unavailable",
    unavailable_error: "unavailable",
    service_unavailable: "unavailable",
    server_error: "unavailable",
    internal_server_error: "unavailable",
    internalservererror: "unavailable",
    internal_error: "unavailable",
    api_error: "unavailable",
    timeout: "unavailable",
    timeout_error: "unavailable",
    content_filter: "refused",
    content_policy_violation: "refused",
    responsibleaipolicyviolation: "refused",
    moderation_blocked: "refused",
    refusal: "refused",
    prompt_blocked: "refused",
    sensitive_words_detected: "refused",
    invalid_request: "protocol",
    invalid_request_error: "protocol",
    invalid_argument: "protocol",
    invalid_prompt: "protocol",
    failed_precondition: "protocol",
    badrequesterror: "protocol",
    validation: "protocol",
    unprocessable: "protocol",
    invalid_image: "protocol",
    image_too_large: "protocol",
    unsupported_image_format: "protocol",
  }),
);

/** Names that some servers give every error. */
const vagueNames = new Set([
  "api_error",
  "server_error",
  "internal_error",
  "internal_server_error",
  "internalservererror",
]);

const keyWords =
  /api[ _-]?key (?:not valid|is not valid|is invalid|not found|expired|has expired)|(?:invalid|incorrect|missing|wrong|expired|unknown|malformed) (?:api[ _-]?|access |subscription )?(?:key|token)\b|no (?:api[ _-]?key|auth credentials|cookie auth)|authentication (?:error|failed|required|fails)|key (?:is |has been |was )?(?:disabled|revoked|blocked|deactivated|deleted|expired)|(?:令牌|密钥).{0,10}(?:无效|过期|禁用)|无效的令牌/i;
const moderationWords =
  /moderation|flagged|content (?:policy|management policy|filter)|safety (?:filter|polic|system)|prompt injection|request blocked|(?:blocked|rejected|refused|filtered) by (?:an? |the |our |your )?(?:\w+ )?(?:guardrail|filter|policy)|(?:for|due to|because of) safety\b|violat\w+ (?:our|the|your) (?:\w+ )?guidelines|usage polic(?:y|ies)|violat\w+ (?:\w+ ){0,3}(?:guardrail|moderation|safety)|\bguardrails?\b[^.\n]{0,30}\b(?:violat|block|trigger|interven|reject)/i;
const limitedWords = /rate[ -]?limit|too many requests|slow down|throttl|请求过于频繁|负载已饱和/i;
const sharedWords = /rate[- ]limited upstream|shared pool|upstream_provider_shared_pool/i;
/** How servers word temporary failures. */
const passingWords =
  /crash|terminat|died|\bEOF\b|unexpectedly|connection|network|reset|time[d ]?[- ]?out|deadline|temporar|overload|busy|capacity|unavailable|try(?:ing)? again|retry|internal (?:server )?error|upstream|worker|disconnect|out of memory|no longer running|something went wrong/i;
/** What a server did not survive, whatever status it gives that: some give every error the same. */
const brokenWords =
  /\b(?:model|runner|engine|instance|worker|backend|process|subprocess|kernel)\b[^.\n]{0,40}\b(?:crashed|unloaded|exited|died|disappeared|(?:was|been|is) (?:killed|terminated)|(?:no longer|not) running|stopped unexpectedly|exit code)\b|^\W*(?:error: )?channel error\W*$|\bexit code: (?:null|-?\d+)/i;
/** A failure that the same request meets again, whatever its status. */
const repeatingWords =
  /\bfail(?:ed|s)? to load\b|\b(?:unable|not able) to load (?:the )?model\b|not implemented|does not support|\bjinja\b|chat template|rendering (?:the )?prompt|not supported|unsupported|invalid (?:grammar|schema|argument)|failed to parse (?:grammar|messages|the request)/i;

/**
 * The meaning of an error answer. The body's words take precedence over the status: gateways send 400 for a wrong key
 * or model, 403 for moderation and for keys, and 200 or 500 for anything.
 * @param now milliseconds since the epoch
 */
export function judgeAnswer(answerFault: AnswerFault, target: FaultTarget, now: number): Finding {
  const { body, isHtml, status } = answerFault;
  if (answerFault.movedTo !== undefined) return { is: "settings" };
  if (isHtml) return htmlFinding(answerFault);
  if (body !== undefined) return bodyFinding(body, answerFault, target, now);
  return answerFault.isGuessed === true
    ? { is: "unavailable", lasting: true }
    : statusFinding(status, answerFault.retryAfterMs);
}

function bodyFinding(body: ErrorBody, answerFault: AnswerFault, target: FaultTarget, now: number): Finding {
  const { retryAfterMs } = answerFault;
  // A gateway's failure that passes on an upstream refusal is that refusal.
  const inner = body.status ?? answerFault.status;
  const status = answerFault.status >= 500 && inner < 500 ? inner : answerFault.status;
  const isServers = status >= 500 && answerFault.isGuessed !== true;
  const message = body.message ?? "";
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const passes = body.limitSource?.includes("in_flight") === true || /in-flight (?:requests|budget)/i.test(message);
  if (passes) return { is: "rate-limit", ...wait };
  if (body.limitSource?.startsWith("upstream") === true || sharedWords.test(message))
    return { is: "rate-limit", isShared: true, ...wait };
  const need = isOwnServer(target) ? memoryIn(body) : undefined;
  if (need) return { is: "memory", need };
  const mayBeModeration = status === 403 || status === 400 || status === 451 || answerFault.isGuessed === true;
  if (body.reasons.length > 0 || (mayBeModeration && moderationWords.test(withoutFields(message))))
    return { is: "refused" };
  const account = accountIn(body, isServers, target);
  if (account !== undefined) return { is: "account", state: account };
  const mayBeQuota = ![401, 404, 405, 410].includes(status);
  const quota = mayBeQuota ? withLimit(quotaIn(body, now), answerFault.limit) : undefined;
  if (quota?.requested !== undefined) return { is: "too-large", quota };
  const credit = isServers ? undefined : (sourceOfCredit(body) ?? creditIn(body));
  if (credit !== undefined) return { is: "credit", reason: credit };
  if (quota?.isSpent === true && !isServers) return { is: "rate-limit", quota, ...wait };
  if (!isServers && keyWords.test(message)) return { is: "auth" };
  const isOther = status === 401 || status === 402 || status === 403 || status === 429;
  const overflow = overflowIn(body, isOther);
  if (overflow) return { is: "overflow", ...overflow };
  const missing = missingIn(body, status, isServers);
  if (missing !== undefined) return { is: "not-found", missing };
  return namedFinding(body, { ...answerFault, status }, quota);
}

function missingIn(body: ErrorBody, status: number, isServers: boolean): "model" | "address" | undefined {
  if ((!isServers && isAboutModel(body)) || isIncapable(body) || body.names.includes("model_not_found")) return "model";
  const mayBeAddress = !isServers && status !== 401 && status !== 403 && status !== 429;
  return mayBeAddress && isAboutAddress(body) ? "address" : undefined;
}

const withLimit = (quota: Quota | undefined, limit: number | undefined): Quota | undefined =>
  quota === undefined || limit === undefined || quota.of !== "requests" ? quota : { limit, ...quota };

/** Decides by the server's names for the error, then by its status. */
function namedFinding(body: ErrorBody, answerFault: AnswerFault, quota: Quota | undefined): Finding {
  const { retryAfterMs, status } = answerFault;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const message = body.message ?? "";
  const name = body.names.find((each) => kindsByName.has(each));
  const named = name === undefined ? undefined : kindsByName.get(name);
  // "invalid_request_error" or "api_error" say less than a status with another meaning.
  const isVague = named === "protocol" || (status < 500 && vagueNames.has(name ?? ""));
  const own = isVague && answerFault.isGuessed !== true ? undefined : named;
  switch (own) {
    case "rate-limit":
      return { is: "rate-limit", ...(quota && { quota }), ...wait };
    case "unavailable":
      return unavailable(message, retryAfterMs, status === 501);
    case "not-found":
      return { is: "not-found", missing: "something" };
    case "protocol":
      return brokenWords.test(message) ? unavailable(message, retryAfterMs) : { is: own };
    case "auth":
    case "refused":
      return { is: own };
    case undefined:
      break;
  }
  if (answerFault.isGuessed === true && limitedWords.test(message))
    return { is: "rate-limit", ...(quota && { quota }), ...wait };
  if (answerFault.isGuessed === true && !passingWords.test(message) && !brokenWords.test(message))
    return { is: "unavailable", lasting: true };
  if (status >= 500) return unavailable(message, retryAfterMs, status === 501);
  if (status === 400 && brokenWords.test(message)) return unavailable(message, retryAfterMs);
  if (status === 404 || status === 410) return { is: "not-found", missing: "something" };
  return statusFinding(status, retryAfterMs, quota);
}

/** Whose limit it was, in OpenRouter's terms. */
function sourceOfCredit({ limitSource, names }: ErrorBody): "empty" | "key-limit" | "dear" | undefined {
  if (names.includes("weight_exceeds_budget")) return "dear";
  if (limitSource?.includes("key_limit") === true) return "key-limit";
  return limitSource?.includes("credits") === true ? "empty" : undefined;
}

function statusFinding(status: number, retryAfterMs: number | undefined, quota?: Quota): Finding {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 401 || status === 403) return { is: "auth" };
  if (status === 402) return { is: "credit", reason: "empty" };
  if (status === 404 || status === 405 || status === 410 || (status >= 300 && status < 400))
    return { is: "not-found", missing: "address" };
  if (status === 407) return { is: "unavailable", lasting: true };
  // Bedrock names a failure of its model 424; 499 is a request that was given up on its way.
  if (status >= 500 || status === 424 || status === 499) return { is: "unavailable", ...wait };
  if (status === 408 || status === 429) return { is: "rate-limit", ...(quota && { quota }), ...wait };
  if (status === 413) return { is: "overflow" };
  return { is: "protocol" };
}

/**
 * A web page comes from a gateway, a proxy or another program. Except for a 401, which asks for a name or key whoever
 * sends it, it says nothing about keys or credit.
 */
function htmlFinding({ status, retryAfterMs }: AnswerFault): Finding {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 401) return { is: "auth" };
  if (status === 404 || status === 405) return { is: "not-found", missing: "address" };
  if (status === 429) return { is: "rate-limit", ...wait };
  if (status === 407) return { is: "unavailable", lasting: true };
  return status >= 500 ? { is: "unavailable", ...wait } : { is: "protocol" };
}

function unavailable(message: string, retryAfterMs: number | undefined, isLasting = false): Finding {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const isRepeated = isLasting || repeatingWords.test(message);
  return { is: "unavailable", ...(isRepeated && { lasting: true }), ...wait };
}
