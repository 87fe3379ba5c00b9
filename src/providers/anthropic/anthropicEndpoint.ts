import { type Endpoint, endpointOf, type EndpointOptions } from "../openai/endpoint.ts";

/**
 * The endpoint of an Anthropic-compatible server: its base always ends in "/v1", whether the address was written with
 * it, without it (as Anthropic's own SDKs take it) or with "/messages" behind it. The key goes as `x-api-key`.
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
