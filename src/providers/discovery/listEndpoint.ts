import { toModelError } from "../../model/modelError.ts";
import type { Endpoint, EndpointOptions } from "../http/endpoint.ts";
import type { WireProtocol } from "../parameters/presetRow.ts";
import { type Ask, getJson } from "../http/getJson.ts";
import { wires } from "../protocols.ts";

/** `protocol`: the one that is spoken there; "openai" where it is not said. */
export type ListServer = EndpointOptions & { protocol?: WireProtocol };

/** Whether all that is known of the server is that it speaks the Anthropic protocol. */
export const isAnthropicOnly = ({ preset, protocol }: ListServer): boolean =>
  preset.id === "custom" && protocol === "anthropic";

/** Where a server's list of models is, and with what it is asked first. Throws ModelError as `endpointOf`. */
export const listEndpoint = (server: ListServer): Endpoint => waysTo(server)[0];

const waysTo = (server: ListServer) => wires[server.protocol ?? "openai"].list(server);

/**
 * The JSON behind a path beside the list; where the key is refused as that protocol has it, it is shown the other way.
 * Throws ModelError as `getJson`.
 */
export async function getListed(server: ListServer, path: string, ask: Ask): Promise<unknown> {
  const [endpoint, other] = waysTo(server);
  try {
    return await getJson(endpoint, path, ask);
  } catch (error) {
    if (other === undefined || toModelError(error).fault.kind !== "auth") throw error;
    return await getJson(other, path, ask);
  }
}
