import { toModelError } from "../../model/modelError.ts";
import type { Endpoint, EndpointOptions } from "../http/transport/endpoint.ts";
import type { WireProtocol } from "../parameters/presetRow.ts";
import { type Ask, getJson } from "../http/getJson.ts";
import { wires } from "../protocols.ts";

/** `protocol`: the server's protocol. Default: "openai". */
export type ListServer = EndpointOptions & { protocol?: WireProtocol };

/** Whether the server is only known to speak the Anthropic protocol. */
export const isAnthropicOnly = ({ preset, protocol }: ListServer): boolean =>
  preset.id === "custom" && protocol === "anthropic";

/** The URL of a server's model list, and the headers to try first. Throws ModelError like `endpointOf`. */
export const listEndpoint = (server: ListServer): Endpoint => waysTo(server)[0];

const waysTo = (server: ListServer) => wires[server.protocol ?? "openai"].list(server);

/**
 * The JSON at a path beside the list. If the key is refused, it is sent the other way. Throws ModelError like
 * `getJson`.
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
