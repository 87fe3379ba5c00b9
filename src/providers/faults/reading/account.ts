import type { ErrorBody } from "./errorBody.ts";
import type { FaultTarget } from "./faultTarget.ts";
import { sentenceWith, withoutFields } from "./near.ts";

/**
 * A problem with an account or a key's rights, while the key itself is valid. "model": the key may not use this model.
 * "privacy": the account's own rules exclude every provider. "service": the service is not enabled.
 */
export type AccountState =
  | "signed-out"
  | "model"
  | "privacy"
  | "providers"
  | "region"
  | "terms"
  | "service"
  | "suspended"
  | "verification"
  | "restricted"
  | "organization";

/** Whether another model of the same provider would also be refused. */
export const concernsAll = (state: AccountState): boolean =>
  ["region", "service", "suspended", "restricted", "organization"].includes(state);

const names = new Map(
  Object.entries<AccountState>({
    key_model_access_denied: "model",
    team_model_access_denied: "model",
    user_model_access_denied: "model",
    org_model_access_denied: "model",
    model_permission_blocked_project: "model",
    model_permission_blocked_org: "model",
    unsupported_country_region_territory: "region",
    model_terms_required: "terms",
    service_disabled: "service",
    account_deactivated: "suspended",
    consumer_suspended: "suspended",
    ip_not_authorized: "restricted",
    api_key_service_blocked: "restricted",
    api_key_http_referrer_blocked: "restricted",
    api_key_ip_address_blocked: "restricted",
    invalid_organization: "organization",
  }),
);

const patterns: readonly [AccountState, readonly RegExp[]][] = [
  [
    "signed-out",
    [
      /not (?:signed|logged) in|(?:sign(?:ed)?[ -]?|log[ -]?)in (?:is )?required|(?:must|need to|please) (?:be (?:signed|logged)|sign|log) ?in\b|ollama signin/i,
    ],
  ],
  [
    "privacy",
    [
      /data policy|privacy|guardrail restrictions|zero[ -]data[ -]retention|\bZDR\b/i,
      /\bno (?:\w+ )?(?:endpoints?|providers?)\b|not match|settings\/privacy/i,
    ],
  ],
  ["providers", [/all providers have been ignored|no allowed providers|settings\/preferences/i]],
  [
    "region",
    [
      /\b(?:country|countries|region|location|territor(?:y|ies))\b/i,
      /not (?:be )?(?:supported|available|allowed|permitted|offered|served)|unsupported|restricted|unavailable|blocked|forbidden|prohibited/i,
    ],
  ],
  [
    "terms",
    [
      /\b(?:terms|licen[cs]e|agreement|use case details|gated|EULA)\b/i,
      /accept|agree|request access|not been submitted|gated/i,
    ],
  ],
  [
    "service",
    [
      /\bAPI\b(?! key)[^.]{0,120}(?:has not been (?:used|enabled)|is disabled|not enabled)|enable (?:it|the API) by visiting/i,
    ],
  ],
  [
    "verification",
    [
      /\b(?:organi[sz]ation|account|identity|phone|e-?mail)\b/i,
      /must be verified|verif(?:y|ication)\b[^.]{0,40}(?:required|to use|first)/i,
    ],
  ],
  ["organization", [/must be a member of an organi[sz]ation/i]],
  [
    "suspended",
    [
      /\b(?:account|consumer|organi[sz]ation|user|project)\b|用户/i,
      /\b(?:suspended|deactivated|banned|disabled|terminated|restricted)\b|已被封禁/i,
    ],
  ],
  ["suspended", [/\b(?:account|organi[sz]ation)\b[^.]{0,20}\b(?:closed|blocked|locked)\b/i]],
  [
    "restricted",
    [
      /\b(?:IP|referr?er)\b/,
      /not (?:allowed|authori[sz]ed|permitted)|blocked|restriction|\b(?:allow|white|deny|block)-?list\b/i,
    ],
  ],
  // Cloudflare's pages for programs are a number alone.
  ["region", [/^error code: 1009$/]],
  ["restricted", [/^error code: 10(?:0[5678]|1[0-3]|20)$/]],
  [
    "restricted",
    [/\baccess (?:is |was |has been )?(?:denied|blocked|forbidden)\b|\bblocked\b/i, /\bnetworks?\b|\bVPNs?\b/i],
  ],
  ["restricted", [/^please check your network settings/i]],
  ["restricted", [/\bnot have sufficient (?:permissions?|rights|scopes?)\b/i]],
  [
    "model",
    [
      /(?:not|n't) (?:\w+ ){0,2}(?:allowed|permitted|authori[sz]ed) to (?:access|use|call|invoke|perform)|(?:not|n't|no) (?:\w+ ){0,3}(?:access|permission)\b|blocked at the (?:project|organi[sz]ation)|access to .{0,80}\b(?:denied|restricted)\b|not (?:in|on) the (?:authori[sz]ed|allowed) list|(?:not|n't) (?:enabled|allowed|permitted) for (?:this|your) (?:key|project|team|account|organi[sz]ation)\b|无权(?:访问|使用)|can only (?:access|use)|\b(?:scoped|restricted|limited) to\b|\bonly (?:valid|allowed|enabled|authori[sz]ed) for\b/i,
      /\bmodels?\b|模型/i,
    ],
  ],
];

/** Words that also mean a missing model, if the server says no more. */
const mayNotExist = /does not exist|not found|inaccessible|invalid model/i;

/**
 * The account's state in an error; undefined if it names none.
 * @param isServers the status says that the server failed: then an unavailable model is not the key's fault
 */
export function accountIn(body: ErrorBody, isServers: boolean, target: FaultTarget): AccountState | undefined {
  const message = withoutFields(body.message ?? "");
  const isCloud = target.local && /[:-]cloud$/.test(target.modelId ?? "");
  if (body.signInUrl !== undefined || (isCloud && /unauthori[sz]ed/i.test(message))) return "signed-out";
  const named = body.names.flatMap((name) => names.get(name) ?? [])[0];
  if (named !== undefined) return named;
  const found = patterns.find(([, words]) => sentenceWith(message, ...words) !== undefined)?.[0];
  if (found === "restricted" && isServers) return undefined;
  if (found === "model") return mayNotExist.test(message) || isServers ? undefined : found;
  // A provider that fails temporarily is also missing.
  return found === "providers" && isServers ? undefined : found;
}

/** The models that a refused key may use, as LiteLLM lists them. */
export function allowedModels(message: string): string[] {
  const listed = /\bmodels? ?[=:] ?\[([^\]]{1,2000})\]/i.exec(message)?.[1] ?? "";
  return listed
    .split(",")
    .map((each) => each.replace(/["'`\s]/g, ""))
    .filter((each) => each !== "");
}

/** A page of the provider named in the error; undefined for any other address. */
export function ownLink(text: string | undefined, hosts: readonly string[]): string | undefined {
  const found = /https:\/\/[^\s"'<>)\]]+/.exec(text ?? "")?.[0].replace(/[.,;:!?]+$/, "");
  if (found === undefined || !URL.canParse(found)) return undefined;
  const { hostname } = new URL(found);
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)) ? found : undefined;
}
