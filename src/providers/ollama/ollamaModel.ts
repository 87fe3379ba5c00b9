import type { JsonObject } from "../../model/message.ts";
import type { Model, ModelInfo } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { defaultPatience, type Patience } from "../http/patience.ts";
import { surelyTooLong, tooLong, unlessTruncated } from "../http/truncation.ts";
import { stopped, untilAnswered } from "../http/untilAnswered.ts";
import { type Transport, transportFor } from "../openai/transport.ts";
import { Wire } from "../openai/wire.ts";
import { modelInfo } from "../openai/wireBody.ts";
import { presets } from "../presets.ts";
import { NdjsonGate } from "./ndjsonGate.ts";
import { answer } from "./ollamaAnswer.ts";
import { toOllamaBody } from "./ollamaBody.ts";
import {
  isSameModel,
  loadedModels,
  ollamaEndpoint,
  type OllamaFacts,
  type OllamaServerOptions,
  showModel,
} from "./ollamaServer.ts";

export type OllamaModelOptions = OllamaServerOptions & {
  modelId: string;
  /** What `showModel` said. Without it the first stream asks; `info` holds what the model's name tells until then. */
  facts?: OllamaFacts;
  /** What is known better than by the server; the window is always the one asked for. */
  info?: Partial<ModelInfo>;
  /** The window to load the model with, in tokens; bounded by the model's largest. Default: 8192. */
  contextTokens?: number;
  /** How long the model stays loaded: seconds, or a text such as "5m"; -1 is for ever. Absent: the server's setting. */
  keepAlive?: number | string;
  /** Further fields of the request, by their names on the wire; they come before our own. */
  extraBody?: JsonObject;
  patience?: Partial<Patience>;
  /** How requests are sent; for tests. */
  transport?: Transport;
};

const defaultContextTokens = 8192;
/** Milliseconds for the question what is loaded: only a word of waiting hangs on it. */
const loadedPatience = 2000;

/**
 * A model of an Ollama server over its native protocol, which alone can set the window: `options.num_ctx` is always
 * sent, and a prompt that does not fit it is an "overflow", never cut without a word. Tools are declared where the
 * model has the capability; for any other `info.nativeTools` is false and the caller writes them into the prompt.
 * `stream` throws ModelError, for a bad address or key too.
 */
export function createOllamaModel(options: OllamaModelOptions): Model {
  const { modelId, baseUrl = presets.ollama.baseUrl } = options;
  let { facts } = options;
  const contextTokens = (): number =>
    Math.min(options.contextTokens ?? defaultContextTokens, facts?.maxContextTokens ?? Number.POSITIVE_INFINITY);
  const info = (): ModelInfo =>
    modelInfo(presets.ollama, modelId, baseUrl, {
      ...(facts?.capabilities && {
        nativeTools: facts.capabilities.includes("tools"),
        vision: facts.capabilities.includes("vision"),
        thinking: facts.capabilities.includes("thinking"),
      }),
      ...options.info,
      contextTokens: contextTokens(),
    });
  return {
    get info() {
      return info();
    },
    async *stream(request, signal) {
      if (signal.aborted) throw stopped();
      const endpoint = ollamaEndpoint(options);
      const transport = options.transport ?? transportFor(endpoint.baseUrl);
      facts ??= await showModel(options, modelId, { signal, transport });
      const window = contextTokens();
      if (surelyTooLong(request, window)) throw tooLong(endpoint.target, window);
      const body = toOllamaBody(request, info(), {
        contextTokens: window,
        canThink: facts.capabilities?.includes("thinking") === true,
        ...(options.keepAlive !== undefined && { keepAlive: options.keepAlive }),
        ...(options.extraBody !== undefined && { extra: options.extraBody }),
      });
      if (!(await isLoaded(options, window, transport, signal))) yield { type: "waiting", phase: "loading" };
      const patience = { ...defaultPatience(endpoint.target.local), ...options.patience };
      const events = untilAnswered({
        signal,
        target: endpoint.target,
        open: () => new Wire(endpoint, transport, patience, (heard) => new NdjsonGate(heard)),
        send: (wire) => answer(wire, endpoint, body, signal),
      });
      yield* unlessTruncated(events, request, endpoint.target, window);
    },
  };
}

/** Whether the model is in memory with this window; true where the server does not say. */
async function isLoaded(
  options: OllamaModelOptions,
  window: number,
  transport: Transport,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const loaded = await loadedModels(options, { signal, transport, timeoutMs: loadedPatience });
    return loaded.some(
      ({ name, contextTokens = window }) => isSameModel(name, options.modelId) && contextTokens === window,
    );
  } catch (error) {
    if (!(error instanceof ModelError) || error.fault.kind === "aborted") throw error;
    return true;
  }
}
