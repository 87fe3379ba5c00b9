import * as v from "valibot";
import { getJson, type Ask } from "../http/getJson.ts";
import { strangeAnswer } from "../answer/readAnswer.ts";
import { faultOf } from "../faults/faultOf.ts";
import { type Endpoint, endpointOf, type EndpointOptions } from "../http/transport/endpoint.ts";
import { presets } from "../presets/presets.ts";
import { listField } from "../faults/reading/listField.ts";
import { bytesField, windowField, ggufWindow } from "../faults/reading/numbers.ts";

export type OllamaServerOptions = Omit<EndpointOptions, "preset">;

/** The result of `/api/show` for a model. */
export type OllamaFacts = {
  /** "completion", "tools", "vision", "thinking" …; absent on servers before 0.6.4. */
  capabilities?: readonly string[];
  /** The model's largest window, in tokens. */
  maxContextTokens?: number;
  /** Runs on another machine to which the server forwards requests (Ollama's cloud), with its largest window. */
  isRemote?: boolean;
};

export type LoadedModel = {
  name: string;
  /** The window it is loaded with, in tokens. */
  contextTokens?: number;
  /** Bytes in total, and on the graphics card. */
  size?: number;
  sizeOnGpu?: number;
  /** When it leaves memory, in milliseconds since the epoch. */
  expiresAt?: number;
};

/**
 * The server's root, above `/v1` and `/api`; an address with either is accepted. Throws ModelError like `endpointOf`.
 */
export function ollamaEndpoint(options: OllamaServerOptions): Endpoint {
  const endpoint = endpointOf({ ...options, preset: presets.ollama });
  return { ...endpoint, baseUrl: endpoint.baseUrl.replace(/\/(?:v1|api(?:\/chat)?)$/, "") };
}

const showSchema = v.object({
  capabilities: v.fallback(v.optional(v.array(v.string())), undefined),
  model_info: v.fallback(v.record(v.string(), v.unknown()), {}),
  remote_host: v.fallback(v.optional(v.string()), undefined),
  /** Other servers answer any path with HTTP 200 and an error. */
  error: v.optional(v.undefined()),
});
const runningSchema = v.object({
  models: listField(
    v.object({
      name: v.string(),
      context_length: windowField,
      size: bytesField,
      size_vram: bytesField,
      expires_at: v.fallback(v.optional(v.string()), undefined),
    }),
  ),
});

/** Capabilities and largest window of a model. Throws ModelError: "not-found" for a model that is not downloaded. */
export async function showModel(options: OllamaServerOptions, name: string, ask: Ask): Promise<OllamaFacts> {
  const endpoint = ollamaEndpoint({ ...options, modelId: name });
  const json = await getJson(endpoint, "api/show", { ...ask, body: { model: name } });
  const shown = v.safeParse(showSchema, json);
  if (!shown.success) throw faultOf(strangeAnswer(json), endpoint.target);
  const { capabilities, model_info: info, remote_host: remote = "" } = shown.output;
  const maxContextTokens = ggufWindow(info);
  return {
    ...(capabilities !== undefined && { capabilities }),
    ...(maxContextTokens !== undefined && { maxContextTokens }),
    ...((remote !== "" || isCloudName(name)) && { isRemote: true }),
  };
}

/** Whether the name is that of a model in Ollama's cloud: "gemma4:31b-cloud", "gemma4:cloud". */
export const isCloudName = (name: string): boolean => /[-:]cloud$/.test(name);

/** The models in the server's memory. Throws ModelError. */
export async function loadedModels(options: OllamaServerOptions, ask: Ask): Promise<LoadedModel[]> {
  const endpoint = ollamaEndpoint(options);
  const json = await getJson(endpoint, "api/ps", ask);
  const running = v.safeParse(runningSchema, json);
  if (!running.success) throw faultOf(strangeAnswer(json), endpoint.target);
  return running.output.models.map((model) => {
    const expiresAt = Date.parse(model.expires_at ?? "");
    return {
      name: model.name,
      ...(model.context_length !== undefined && { contextTokens: model.context_length }),
      ...(model.size !== undefined && { size: model.size }),
      ...(model.size_vram !== undefined && { sizeOnGpu: model.size_vram }),
      ...(Number.isFinite(expiresAt) && { expiresAt }),
    };
  });
}

/** Whether two names mean the same model; without a tag, ":latest" is meant. */
export const isSameModel = (a: string, b: string): boolean => tagged(a) === tagged(b);

const tagged = (name: string): string => (/:[^/]*$/.test(name) ? name : `${name}:latest`);
