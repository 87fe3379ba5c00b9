import type { ModelFault } from "../../model/modelError.ts";
import type { ErrorBody } from "./errorBody.ts";
import { overflowIn } from "./overflow.ts";

/**
 * An answer other than the expected one. `status` is what it means: that of the HTTP answer, or for an error that came
 * after HTTP 200 the one its body names, else 500. `isStated`: the server said so in the HTTP answer itself.
 */
export type AnswerTrouble = {
  status: number;
  isStated: boolean;
  isHtml: boolean;
  body: ErrorBody | undefined;
  retryAfterMs?: number;
  /** Where else the server sends the request. */
  movedTo?: string;
  /** It wants a name and password, as proxies before a server do. */
  wantsPassword?: boolean;
};

const kindsByName: Readonly<
  Record<string, "auth" | "credit" | "rate-limit" | "not-found" | "unavailable" | "refused">
> = {
  authentication_error: "auth",
  auth_error: "auth",
  invalid_api_key: "auth",
  api_key_invalid: "auth",
  invalidapikey: "auth",
  missingapikey: "auth",
  permission_denied: "auth",
  permission_error: "auth",
  unauthenticated: "auth",
  /** LiteLLM without a database, for a key that is not its own. */
  no_db_connection: "auth",
  payment_required: "credit",
  insufficient_quota: "credit",
  insufficient_credits: "credit",
  insufficientcredits: "credit",
  billing_error: "credit",
  rate_limit_exceeded: "rate-limit",
  rate_limit_error: "rate-limit",
  resource_exhausted: "rate-limit",
  model_not_found: "not-found",
  invalidmodel: "not-found",
  not_found_error: "not-found",
  notfounderror: "not-found",
  provider_overloaded: "unavailable",
  provider_unavailable: "unavailable",
  overloaded_error: "unavailable",
  unavailable_error: "unavailable",
  server_error: "unavailable",
  timeout: "unavailable",
  content_filter: "refused",
  content_policy_violation: "refused",
  moderation_blocked: "refused",
};

const keyWords =
  /api[ _-]?key (?:not valid|is not valid|is invalid|not found|expired)|(?:invalid|incorrect|missing|wrong) api[ _-]?key|no api[ _-]?key|authentication error/i;
const creditWords =
  /insufficient (?:balance|credits?|funds|quota)|not enough credits|out of credits|negative balance|can only afford/i;
const moderationWords = /moderation|flagged|content policy|safety (?:filter|polic)/i;
const modelWords =
  /not a valid model|model .{0,200}(?:not found|does not exist|not exist|not supported|is not available)|(?:unknown|no such|invalid) model|no endpoints found|\bmodels\/\S+ is not found|^model: \S+$/i;
/** The model is there, but not for this request: another one helps, trying again does not. */
const incapableWords = /image input is not supported|does not support (?:images?|image input|vision)\b/i;

/**
 * The fault behind an error answer. The body's words come before the status where both speak, because gateways send
 * 400 for a wrong key or model and 403 for moderation as well as for a key.
 */
export function answerFault(trouble: AnswerTrouble): ModelFault {
  const { body, isHtml, status } = trouble;
  if (trouble.movedTo !== undefined) return { kind: "settings" };
  if (isHtml) return htmlFault(trouble);
  if (body === undefined) return statusFault(status, trouble.retryAfterMs);
  const overflow = overflowIn(body);
  if (overflow) return { kind: "overflow", ...overflow };
  const message = body.message ?? "";
  if (body.reasons.length > 0 || (status === 403 && moderationWords.test(message))) return { kind: "refused" };
  if (status < 500 && creditWords.test(message)) return { kind: "credit" };
  if (status < 500 && keyWords.test(message)) return { kind: "auth" };
  if ((status < 500 && modelWords.test(message)) || incapableWords.test(message)) return { kind: "not-found" };
  const named = body.names.flatMap((name) => kindsByName[name] ?? [])[0];
  if (named === "rate-limit" || named === "unavailable") return passing(named, trouble.retryAfterMs);
  return named === undefined ? statusFault(status, trouble.retryAfterMs) : { kind: named };
}

/** Whether a fault of kind "not-found" is about the model, not about the path. */
export function isAboutModel(body: ErrorBody | undefined): boolean {
  const message = body?.message ?? "";
  return body?.names.includes("model_not_found") === true || modelWords.test(message) || incapableWords.test(message);
}

function statusFault(status: number, retryAfterMs: number | undefined): ModelFault {
  if (status === 401 || status === 403) return { kind: "auth" };
  if (status === 402) return { kind: "credit" };
  if (status === 404 || status === 405 || status === 410 || (status >= 300 && status < 400))
    return { kind: "not-found" };
  if (status === 407) return { kind: "unavailable", lasting: true };
  if (status >= 500) return passing("unavailable", retryAfterMs);
  if (status === 408 || status === 429) return passing("rate-limit", retryAfterMs);
  if (status === 413) return { kind: "overflow" };
  return { kind: "protocol" };
}

/**
 * A web page comes from a gateway, a proxy or another program: but for a 401, which asks for a name or key whoever sends
 * it, it says nothing of keys or credit.
 */
function htmlFault({ status, retryAfterMs }: AnswerTrouble): ModelFault {
  if (status === 401) return { kind: "auth" };
  if (status === 404 || status === 405) return { kind: "not-found" };
  if (status === 429) return passing("rate-limit", retryAfterMs);
  if (status === 407) return { kind: "unavailable", lasting: true };
  return status >= 500 ? passing("unavailable", retryAfterMs) : { kind: "protocol" };
}

function passing(kind: "rate-limit" | "unavailable", retryAfterMs: number | undefined): ModelFault {
  return { kind, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
