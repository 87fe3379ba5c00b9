import type { JsonObject } from "../../model/message.ts";
import type { Model, ModelEvent, ModelInfo, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { promptCharacters } from "../../model/promptCharacters.ts";
import { defaultTimeouts, type StreamTimeouts } from "../http/streamTimeouts.ts";
import { stopped } from "../http/untilAnswered.ts";
import { type Transport, transportFor } from "../http/transport/transport.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { modelInfo } from "../parameters/modelInfo.ts";
import { presets } from "../presets/presets.ts";
import { Repairs } from "../repairs/repairs.ts";
import { plainlySentIn } from "../repairs/sent.ts";
import { untilRepaired } from "../repairs/untilRepaired.ts";
import { surelyTooLong } from "../window/cutPrompt.ts";
import { windowTokens } from "../faults/reading/numbers.ts";
import { ServerWindow, withWindow } from "../window/serverWindow.ts";
import { tooLong, watched } from "../window/watched.ts";
import { NdjsonGate } from "./ndjsonGate.ts";
import { answer } from "./ollamaAnswer.ts";
import { toOllamaBody } from "./ollamaBody.ts";
import { openAiInstead } from "./openAiInstead.ts";
import {
  isCloudName,
  isSameModel,
  loadedModels,
  ollamaEndpoint,
  type OllamaFacts,
  type OllamaServerOptions,
  showModel,
} from "./ollamaServer.ts";

export type OllamaModelOptions = OllamaServerOptions & {
  modelId: string;
  /** The result of `showModel`. Without it, the first stream asks; until then `info` comes from the model's name. */
  facts?: OllamaFacts;
  /** Facts that override the server's. The window is the requested one until the server shows another. */
  info?: Partial<ModelInfo>;
  /** The window to load the model with, in tokens; at most the model's largest. Default: 8192. */
  contextTokens?: number;
  /** How long the model stays loaded: seconds, or a text such as "5m"; -1: forever. Absent: the server's setting. */
  keepAlive?: number | string;
  /** Additional fields of the request, by their names on the wire; our own override them. */
  extraBody?: JsonObject;
  timeouts?: Partial<StreamTimeouts>;
  /** How requests are sent; for tests. */
  transport?: Transport;
  /** What was learnt about shapes that the server accepts. Default: nothing yet. */
  repairs?: Repairs;
  /** The belief about its window, from `ollamaWindow`. Default: a new one. */
  window?: ServerWindow;
};

const defaultContextTokens = 8192;
/**
 * Time limit for asking which models are loaded, in milliseconds. Only a waiting message and the window depend on it.
 */
const loadedTimeoutMs = 2000;

/**
 * A model of an Ollama server over its native protocol, the only one that can set the window. `options.num_ctx` is
 * always sent, and a prompt that doesn't fit is an "overflow", never silently cut. Models in Ollama's cloud ignore that
 * option and have their largest window. If the model lacks the tools capability, `info.nativeTools` is false and the
 * caller writes tools into the prompt. If the server is not an Ollama, the OpenAI protocol is used. `stream` throws
 * ModelError, also for an invalid address or key.
 */
export function createOllamaModel(options: OllamaModelOptions): Model {
  const { modelId, baseUrl = presets.ollama.baseUrl } = options;
  let { facts } = options;
  const { repairs = new Repairs() } = options;
  const window = options.window ?? ollamaWindow(options);
  const info = (): ModelInfo => {
    const { contextTokens: _, ...known } = modelInfo(presets.ollama, modelId, baseUrl, {
      ...(facts?.capabilities && {
        nativeTools: facts.capabilities.includes("tools"),
        vision: facts.capabilities.includes("vision"),
        ...(facts.capabilities.includes("audio") && { audio: true }),
        thinking: facts.capabilities.includes("thinking"),
      }),
      ...options.info,
    });
    if (facts?.isRemote) delete known.local;
    return withWindow(known, window);
  };
  /** Set if the server is not an Ollama. */
  let instead: Model | undefined;
  return {
    get info() {
      return instead?.info ?? info();
    },
    async *stream(request, signal) {
      if (instead !== undefined) return yield* instead.stream(request, signal);
      let begun = false;
      try {
        for await (const event of native(request, signal)) {
          begun ||= event.type !== "waiting";
          yield event;
        }
      } catch (error) {
        if (begun || !(error instanceof ModelError) || error.refusesTools) throw error;
        instead = await openAiInstead(error, options, signal);
        if (instead === undefined) throw error;
        yield* instead.stream(request, signal);
      }
    },
  };

  async function* native(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    if (signal.aborted) throw stopped();
    const endpoint = ollamaEndpoint(options);
    const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
    if (facts === undefined) {
      facts = await showModel(options, modelId, { signal, transport });
      const { tokens, source } = wanted(options, facts);
      window.stated(tokens, source);
    }
    const { tokens } = window;
    if (tokens !== undefined && surelyTooLong(promptCharacters(request.messages, request.tools), tokens)) {
      throw tooLong(endpoint.target, tokens);
    }
    const asked = facts.isRemote ? undefined : askedFor(options, facts);
    const settings = {
      ...(asked !== undefined && { contextTokens: asked }),
      canThink: facts.capabilities?.includes("thinking") === true,
      ...(options.keepAlive !== undefined && { keepAlive: options.keepAlive }),
      ...(options.extraBody !== undefined && { extra: options.extraBody }),
      repairs,
    };
    if (asked !== undefined && !(await isLoaded(options, asked, signal))) yield { type: "waiting", phase: "loading" };
    const timeouts = { ...defaultTimeouts(endpoint.isOwn), ...options.timeouts };
    const events = untilRepaired({
      signal,
      target: endpoint.target,
      body: () => toOllamaBody(request, info(), settings),
      sent: (body) => plainlySentIn(body, options.extraBody),
      repairs,
      info: info(),
      open: () => new StreamingRequest(endpoint, transport, timeouts, (heard) => new NdjsonGate(heard)),
      send: (wire, body) => answer(wire, endpoint, body, signal),
    });
    yield* watched(events, request, window, endpoint.target, signal);
  }
}

/** The window of the model: the requested one until the server shows another. Calls `changed` then. */
export const ollamaWindow = (options: OllamaModelOptions, changed?: () => void): ServerWindow =>
  new ServerWindow({
    ...wanted(options, options.facts),
    ask: async (signal) => (await loadedNow(options, signal))?.contextTokens,
    ...(changed && { changed }),
  });

/** The window to request: the user's own request field takes precedence over the setting. */
function askedFor(options: OllamaModelOptions, facts: OllamaFacts | undefined): number {
  const { options: extra } = options.extraBody ?? {};
  const own =
    typeof extra === "object" && extra !== null && "num_ctx" in extra ? windowTokens(extra.num_ctx) : undefined;
  const setting = windowTokens(options.contextTokens) ?? defaultContextTokens;
  return own ?? Math.min(setting, facts?.maxContextTokens ?? Number.POSITIVE_INFINITY);
}

/** The belief before the first count. */
function wanted(options: OllamaModelOptions, facts: OllamaFacts | undefined) {
  const isRemote = facts?.isRemote ?? isCloudName(options.modelId);
  if (isRemote) return { tokens: facts?.maxContextTokens, source: "maximum" } as const;
  return { tokens: askedFor(options, facts), source: "asked" } as const;
}

/** The model's state in the server's memory; undefined if it is not loaded. Throws ModelError. */
async function loadedNow(options: OllamaModelOptions, signal: AbortSignal) {
  const ask = { signal, timeoutMs: loadedTimeoutMs, ...(options.transport && { transport: options.transport }) };
  const loaded = await loadedModels(options, ask);
  return loaded.find(({ name }) => isSameModel(name, options.modelId));
}

/** Whether the model is loaded with this window; true if the server doesn't say. */
async function isLoaded(options: OllamaModelOptions, window: number, signal: AbortSignal): Promise<boolean> {
  try {
    const found = await loadedNow(options, signal);
    return found !== undefined && (found.contextTokens ?? window) === window;
  } catch (error) {
    if (!(error instanceof ModelError) || error.fault.kind === "aborted") throw error;
    return true;
  }
}
