import type { Model } from "../../model/model.ts";
import type { ModelError } from "../../model/modelError.ts";
import { ollamaDenied } from "../discovery/identity.ts";
import { parseModelList } from "../discovery/listedModel.ts";
import { answered, probeWith } from "../discovery/probe.ts";
import { createOpenAiModel, type OpenAiModelOptions } from "../openai/openAiModel.ts";
import { presets } from "../presets/presets.ts";
import { ollamaEndpoint, type OllamaServerOptions } from "./ollamaServer.ts";

/** What a request to the model needs, over either protocol. */
type ModelOptions = OllamaServerOptions & Pick<OpenAiModelOptions, "modelId" | "extraBody" | "timeouts" | "transport">;

/** Time limit for each request to the server, in milliseconds; a user waits. */
const timeoutMs = 2000;

/**
 * The same model over the OpenAI protocol, if the failure shows that the server is not an Ollama: Ollama's paths are
 * missing and `/v1/models` is a list. Undefined if it is an Ollama, or if it can't be told. Never throws.
 */
export async function openAiInstead(
  error: ModelError,
  options: ModelOptions,
  signal: AbortSignal,
): Promise<Model | undefined> {
  const { kind } = error.fault;
  const mayBeOther =
    kind === "not-found" || kind === "protocol" || (kind === "unavailable" && error.said !== undefined);
  if (!mayBeOther || signal.aborted) return undefined;
  const { baseUrl: root, headers } = ollamaEndpoint(options);
  const probe = probeWith(signal, timeoutMs, options.transport, headers);
  const [isDenied, list] = await Promise.all([ollamaDenied(root, probe), probe(`${root}/v1/models`)]);
  if (!isDenied || parseModelList(answered(list)) === undefined) return undefined;
  const { apiKey, headers: own, modelId, extraBody, transport, timeouts: bytes } = options;
  return createOpenAiModel({
    preset: presets.custom,
    baseUrl: `${root}/v1`,
    modelId,
    ...(apiKey !== undefined && { apiKey }),
    ...(own !== undefined && { headers: own }),
    ...(extraBody !== undefined && { extraBody }),
    ...(transport !== undefined && { transport }),
    ...(bytes !== undefined && { timeouts: bytes }),
  });
}
