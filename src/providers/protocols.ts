import type { JsonObject } from "../model/message.ts";
import type { Model, ModelInfo, ModelRequest } from "../model/model.ts";
import { anthropicParams } from "./anthropic/anthropicBody.ts";
import { anthropicEndpoint, withBearer } from "./anthropic/anthropicEndpoint.ts";
import { createAnthropicModel } from "./anthropic/anthropicModel.ts";
import { type Endpoint, endpointOf, type EndpointOptions } from "./http/transport/endpoint.ts";
import { ollamaParams } from "./ollama/ollamaBody.ts";
import { createOllamaModel, ollamaWindow } from "./ollama/ollamaModel.ts";
import { showModel } from "./ollama/ollamaServer.ts";
import { createOpenAiModel } from "./openai/openAiModel.ts";
import { openAiParams, takenBy } from "./openai/wireParams.ts";
import type { WireProtocol } from "./parameters/presetRow.ts";
import type { Preset } from "./presets/presets.ts";
import type { Repairs } from "./repairs/repairs.ts";
import { createRunwareModel } from "./runware/runwareModel.ts";
import { type RunwareParameters, runwareParams } from "./runware/runwareTask.ts";
import { ServerWindow, type ServerWindowOptions } from "./window/serverWindow.ts";

export type ParameterFacts = {
  preset: Preset;
  protocol: WireProtocol;
  modelId: string;
  /** The parameters that the model takes, by their names on the wire, where a live list says so. */
  takes?: readonly string[];
  /** False where the server says that the model cannot think. */
  thinks?: boolean;
};

type Wanted = Pick<ModelRequest, "sampling" | "reasoning">;

/** What a model is made of, whichever its wire; a wire takes what it knows. */
export type WireModelOptions = EndpointOptions & {
  modelId: string;
  /** What is known better than by the preset and the model's name. */
  info: Partial<ModelInfo>;
  extraBody: JsonObject;
  /** The parameters that the model takes, by their names on the wire, where a live list says so. */
  takes?: readonly string[];
  repairs?: Repairs;
  runware: RunwareParameters;
  /** The window to load the model with, in tokens, and how long it stays loaded (Ollama). */
  contextTokens: number;
  keepAlive?: number | string;
  /** Of the belief in the window: whom to ask, who hears. */
  window: Pick<ServerWindowOptions, "ask" | "changed">;
};

type Sent = { params: JsonObject; dropped: readonly string[] };

/** What differs from wire to wire. */
export type Wire = {
  /** A model over it, and what is believed of its window. Throws ModelError where the server must be asked first. */
  model(options: WireModelOptions, signal: AbortSignal): Promise<{ model: Model; window: ServerWindow }>;
  /** What a user's sampling and reasoning become on it. Throws ModelError "settings" for a value out of range. */
  params(facts: ParameterFacts, wanted: Wanted): Sent;
  /** Where a server's list of models is: one way of showing the key after the other. Throws ModelError. */
  list(server: EndpointOptions): readonly [Endpoint, ...Endpoint[]];
};

const hostedWindow = ({ preset, modelId, info, window }: WireModelOptions): ServerWindow =>
  new ServerWindow({
    tokens: info.contextTokens ?? preset.models.find(({ id }) => id === modelId)?.contextTokens,
    source: preset.local ? "loaded" : info.contextTokens === undefined ? "preset" : "listed",
    ...window,
  });

const openAiList: Wire["list"] = (server) => [endpointOf(server)];

/** A row for each wire: to add one, write its folder and its row. */
export const wires: Readonly<Record<WireProtocol, Wire>> = {
  openai: {
    model: (options) => {
      const window = hostedWindow(options);
      return Promise.resolve({ model: createOpenAiModel({ ...options, window }), window });
    },
    params: ({ preset, modelId, takes = takenBy(preset, modelId) }, wanted) => {
      const { fields, dropped } = openAiParams(wanted, preset, takes);
      return { params: fields, dropped };
    },
    list: openAiList,
  },
  anthropic: {
    model: (options) => {
      const window = hostedWindow(options);
      return Promise.resolve({ model: createAnthropicModel({ ...options, window }), window });
    },
    params: ({ preset }, wanted) => {
      const { fields, dropped } = anthropicParams(wanted, preset.label);
      return { params: fields, dropped };
    },
    // A user's own server of which no more is known takes the key by its protocol's header alone.
    list: (server) => {
      if (server.preset.id !== "custom") return openAiList(server);
      const endpoint = anthropicEndpoint(server);
      const other = withBearer(endpoint);
      return other === undefined ? [endpoint] : [endpoint, other];
    },
  },
  ollama: {
    model: async ({ window: { changed }, headers, ...options }, signal) => {
      const { modelId } = options;
      const facts = await showModel(options, modelId, { signal });
      const asked = { ...options, ...(headers !== undefined && { headers }), facts };
      const window = ollamaWindow(asked, changed);
      return { model: createOllamaModel({ ...asked, window }), window };
    },
    params: (_, wanted) => {
      const { fields, dropped } = ollamaParams(wanted);
      return { params: fields, dropped };
    },
    list: openAiList,
  },
  runware: {
    model: ({ runware: parameters, ...options }) => {
      const window = hostedWindow({ ...options, runware: parameters });
      return Promise.resolve({ model: createRunwareModel({ ...options, parameters, window }), window });
    },
    params: (_, wanted) => {
      const { settings, beside, dropped } = runwareParams(wanted);
      return { params: { ...beside, settings }, dropped };
    },
    list: openAiList,
  },
};

/**
 * What a user's sampling and reasoning become on a wire: the fields that are sent, and by their names in the settings
 * those that are not, because the protocol, the provider or the model does not take them.
 * Throws ModelError "settings" for a value out of the provider's range.
 */
export function paramsFor({ thinks = true, ...facts }: ParameterFacts, wanted: Wanted): Sent {
  if (!thinks && Object.keys(wanted.reasoning ?? {}).length > 0) {
    const { params, dropped } = paramsFor(facts, { ...wanted, reasoning: {} });
    return { params, dropped: [...dropped, "reasoning"] };
  }
  return wires[facts.protocol].params(facts, wanted);
}

const engineTakes = new Set(["temperature", "topP", "topK", "seed", "maxTokens", "stop"]);

/** What the engine on this machine does not take of a user's sampling and reasoning, by the names in the settings. */
export function droppedByEngine({ sampling = {}, reasoning = {} }: Wanted): readonly string[] {
  const loose = Object.keys(sampling).filter((name) => !engineTakes.has(name));
  return [...loose, ...(Object.keys(reasoning).length > 0 ? ["reasoning"] : [])];
}

/** The note on what is not sent, for the user; undefined where all is. */
export function droppedNote(dropped: readonly string[], model: string, provider: string): string | undefined {
  if (dropped.length === 0) return undefined;
  const names = dropped.map((name) => `gemma.${name}`);
  const last = names.at(-1) ?? "";
  const listed = names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
  return `${listed} ${names.length === 1 ? "is" : "are"} not sent: ${model} at ${provider} does not take ${names.length === 1 ? "it" : "them"}.`;
}
