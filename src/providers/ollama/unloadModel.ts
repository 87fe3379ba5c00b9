import { getJson, type Ask } from "../http/getJson.ts";
import { ollamaEndpoint, type OllamaServerOptions } from "./ollamaServer.ts";

/** Has the server take a model out of memory. Throws ModelError: "not-found" for a model that is not pulled. */
export async function unloadModel(options: OllamaServerOptions, name: string, ask: Ask): Promise<void> {
  const endpoint = ollamaEndpoint({ ...options, modelId: name });
  // A request without a prompt only loads the model, for as long as it says: not at all.
  await getJson(endpoint, "api/generate", { ...ask, body: { model: name, keep_alive: 0, stream: false } });
}
