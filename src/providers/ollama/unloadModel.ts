import { getJson, type Ask } from "../http/getJson.ts";
import { ollamaEndpoint, type OllamaServerOptions } from "./ollamaServer.ts";

/** Makes the server unload a model. Throws ModelError: "not-found" for a model that is not downloaded. */
export async function unloadModel(options: OllamaServerOptions, name: string, ask: Ask): Promise<void> {
  const endpoint = ollamaEndpoint({ ...options, modelId: name });
  // A request without a prompt only loads the model for the stated time, here zero.
  await getJson(endpoint, "api/generate", { ...ask, body: { model: name, keep_alive: 0, stream: false } });
}
