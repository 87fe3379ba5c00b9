import { type Endpoint, endpointOf, type EndpointOptions } from "../http/transport/endpoint.ts";
import { presets } from "../presets/presets.ts";

export type RunwareServerOptions = Omit<EndpointOptions, "preset">;

/** All tasks go to this one path. */
export const taskPath = "v1";

/** The task interface above its version. Throws ModelError as `endpointOf`. */
export function runwareEndpoint(options: RunwareServerOptions): Endpoint {
  const endpoint = endpointOf({ ...options, preset: presets.runware });
  return { ...endpoint, baseUrl: endpoint.baseUrl.replace(/\/v1$/, "") };
}
