import type { ModelFault } from "../../model/modelError.ts";
import { type AccountState, concernsAll } from "./reading/account.ts";
import type { CreditReason } from "./reading/credit.ts";
import type { ErrorBody } from "./reading/errorBody.ts";
import type { MemoryNeed } from "./reading/memory.ts";
import type { Overflow } from "./reading/overflow.ts";
import type { Quota } from "./reading/quota.ts";

/**
 * An unexpected answer. `status`: of the HTTP answer. For an error after HTTP 200, the one its body names, otherwise
 * 500 (`isGuessed`). `isStated`: the HTTP answer itself stated it.
 */
export type AnswerFault = {
  status: number;
  isStated: boolean;
  isGuessed?: boolean;
  isHtml: boolean;
  body: ErrorBody | undefined;
  /** The response in place of an answer, if it is not a known error. */
  other?: string;
  retryAfterMs?: number;
  /** The limit that was hit, from a header. */
  limit?: number;
  /** The address that the server redirects to. */
  movedTo?: string;
  /** It wants a name and password, like a proxy. */
  wantsPassword?: boolean;
};

/**
 * The meaning of an error answer. `missing`: what was not found; "something" is the server's own word. `isShared`: a
 * limit of the provider behind a router, shared with other users. "too-large": one request exceeds a whole limit.
 * `lasting`: trying again doesn't help.
 */
export type Finding =
  | { is: "auth" }
  | { is: "account"; state: AccountState }
  | { is: "credit"; reason: CreditReason }
  | { is: "rate-limit"; quota?: Quota; isShared?: boolean; retryAfterMs?: number }
  | { is: "too-large"; quota: Quota }
  | ({ is: "overflow" } & Overflow)
  | { is: "memory"; need: MemoryNeed }
  | { is: "not-found"; missing: "model" | "address" | "something" }
  | { is: "refused" }
  | { is: "unavailable"; lasting?: boolean; retryAfterMs?: number }
  | { is: "protocol" }
  | { is: "settings" };

/** The model fault for a finding. */
export function faultOfFinding(finding: Finding): ModelFault {
  switch (finding.is) {
    case "account":
      return { kind: "account", ...(concernsAll(finding.state) && { whole: true }) };
    case "rate-limit":
      return rateLimit(finding);
    case "too-large":
      return { kind: "overflow", perTime: true };
    case "overflow": {
      const { is: kind, ...numbers } = finding;
      return { kind, ...numbers };
    }
    case "unavailable": {
      const { is: kind, ...rest } = finding;
      return { kind, ...rest };
    }
    case "auth":
    case "credit":
    case "memory":
    case "not-found":
    case "refused":
    case "protocol":
    case "settings":
      return { kind: finding.is };
  }
}

/** A stated wait of seconds doesn't end a day's limit, though Google states one. */
const SHORT_MS = 60_000;

function rateLimit({ quota, retryAfterMs }: Extract<Finding, { is: "rate-limit" }>): ModelFault {
  if (quota?.isSpent !== true) return { kind: "rate-limit", ...(retryAfterMs !== undefined && { retryAfterMs }) };
  if (retryAfterMs !== undefined && retryAfterMs > SHORT_MS) return { kind: "rate-limit", retryAfterMs };
  return { kind: "rate-limit", lasting: true, ...(quota.resets && { retryAfterMs: quota.resets.inMs }) };
}
