import type { StreamFault } from "../faults/faultOf.ts";
import { type Endpoint, endpointOf, type EndpointOptions } from "../http/endpoint.ts";

/**
 * The endpoint of an Anthropic-compatible server: its base always ends in "/v1", whether the address was written with
 * it, without it (as Anthropic's own SDKs take it) or with "/messages" behind it. The key goes as `x-api-key`; where that
 * is refused, `withBearer` presents it the other way.
 * Throws ModelError as `endpointOf`.
 */
export function anthropicEndpoint(options: EndpointOptions): Endpoint {
  const endpoint = endpointOf(options);
  const hasKey = (options.apiKey?.trim() ?? "") !== "";
  const { Authorization, ...headers } = endpoint.headers;
  const own = options.headers?.["Authorization"] ?? (hasKey ? undefined : Authorization);
  return {
    ...endpoint,
    baseUrl: `${endpoint.baseUrl.replace(/\/messages$/, "").replace(/\/v1$/, "")}/v1`,
    headers: {
      "anthropic-version": "2023-06-01",
      ...headers,
      ...(own !== undefined && { Authorization: own }),
      ...(hasKey && { "x-api-key": options.apiKey?.trim() ?? "" }),
    },
  };
}

/**
 * The same endpoint with its key as a bearer token, which vLLM and gateways before other protocols want. Undefined where
 * that makes no difference: without a key, with credentials of another kind beside it, and at Anthropic's own address.
 */
export function withBearer(endpoint: Endpoint): Endpoint | undefined {
  const { "x-api-key": key, ...headers } = endpoint.headers;
  const isAnthropics = /(?:^|\.)anthropic\.com$/.test(new URL(endpoint.baseUrl).hostname);
  if (key === undefined || headers["Authorization"] !== undefined || isAnthropics) return undefined;
  return { ...endpoint, headers: { ...headers, Authorization: `Bearer ${key}` } };
}

const wantsKey = /\b(?:no|missing|without|required?|provide|expected|not found|invalid)\b/i;
const keyWords = /api[ _-]?key|authori[sz]ation|authenticat|bearer|credentials?\b/i;

/** Whether a server did not find, or not take, the key where it was. */
export function refusesKey(streamFault: StreamFault): boolean {
  if (streamFault.at !== "answer") return false;
  const { status, body } = streamFault;
  const head = body.slice(0, 2000);
  return status === 401 || ((status === 400 || status === 403) && wantsKey.test(head) && keyWords.test(head));
}
