import { anthropicEndpoint } from "../anthropic/anthropicEndpoint.ts";
import { type Endpoint, endpointOf, type EndpointOptions } from "../openai/endpoint.ts";
import type { WireProtocol } from "../presets.ts";

/** `protocol`: the one that is spoken there; "openai" where it is not said. */
export type ListServer = EndpointOptions & { protocol?: WireProtocol };

/** Whether all that is known of the server is that it speaks the Anthropic protocol. */
export const isAnthropicOnly = ({ preset, protocol }: ListServer): boolean =>
  preset.id === "custom" && protocol === "anthropic";

/**
 * Where a server's list of models is, and with what it is asked: a person's own Anthropic-compatible server knows the
 * key by its protocol's header alone. Throws ModelError as `endpointOf`.
 */
export const listEndpoint = (server: ListServer): Endpoint =>
  isAnthropicOnly(server) ? anthropicEndpoint(server) : endpointOf(server);
