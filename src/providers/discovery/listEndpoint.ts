import { toModelError } from "../../model/modelError.ts";
import { anthropicEndpoint, withBearer } from "../anthropic/anthropicEndpoint.ts";
import { type Endpoint, endpointOf, type EndpointOptions } from "../http/endpoint.ts";
import type { WireProtocol } from "../parameters/presets.ts";
import { type Ask, getJson } from "../http/getJson.ts";

/** `protocol`: the one that is spoken there; "openai" where it is not said. */
export type ListServer = EndpointOptions & { protocol?: WireProtocol };

/** Whether all that is known of the server is that it speaks the Anthropic protocol. */
export const isAnthropicOnly = ({ preset, protocol }: ListServer): boolean =>
  preset.id === "custom" && protocol === "anthropic";

/**
 * Where a server's list of models is, and with what it is asked: a user's own Anthropic-compatible server knows the
 * key by its protocol's header alone. Throws ModelError as `endpointOf`.
 */
export const listEndpoint = (server: ListServer): Endpoint =>
  isAnthropicOnly(server) ? anthropicEndpoint(server) : endpointOf(server);

/**
 * The JSON behind a path beside the list; where the key is refused as that protocol has it, it is shown the other way.
 * Throws ModelError as `getJson`.
 */
export async function getListed(server: ListServer, path: string, ask: Ask): Promise<unknown> {
  const endpoint = listEndpoint(server);
  const other = isAnthropicOnly(server) ? withBearer(endpoint) : undefined;
  try {
    return await getJson(endpoint, path, ask);
  } catch (error) {
    if (other === undefined || toModelError(error).fault.kind !== "auth") throw error;
    return await getJson(other, path, ask);
  }
}
