import type { StreamFault } from "../faults/faultOf.ts";
import { type Endpoint, endpointOf, type EndpointOptions } from "../http/transport/endpoint.ts";

/**
 * The endpoint of an Anthropic-compatible server. Its base ends in "/v1"; the configured address may have it, lack it
 * (as in Anthropic's SDKs), or end in "/messages". The key is sent as `x-api-key`; if that is refused, `withBearer`
 * sends it the other way. Throws ModelError like `endpointOf`.
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
 * The same endpoint with its key as a bearer token, as vLLM and gateways expect. Undefined if it makes no difference:
 * without a key, with other credentials beside it, or at Anthropic's own address.
 */
export function withBearer(endpoint: Endpoint): Endpoint | undefined {
  const { "x-api-key": key, ...headers } = endpoint.headers;
  const isAnthropics = /(?:^|\.)anthropic\.com$/.test(new URL(endpoint.baseUrl).hostname);
  if (key === undefined || headers["Authorization"] !== undefined || isAnthropics) return undefined;
  return { ...endpoint, headers: { ...headers, Authorization: `Bearer ${key}` } };
}

const wantsKey = /\b(?:no|missing|without|required?|provide|expected|not found|invalid)\b/i;
const keyWords = /api[ _-]?key|authori[sz]ation|authenticat|bearer|credentials?\b/i;

/** Whether the server did not find or accept the key in that place. */
export function refusesKey(streamFault: StreamFault): boolean {
  if (streamFault.at !== "answer") return false;
  const { status, body } = streamFault;
  const head = body.slice(0, 2000);
  return status === 401 || ((status === 400 || status === 403) && wantsKey.test(head) && keyWords.test(head));
}
