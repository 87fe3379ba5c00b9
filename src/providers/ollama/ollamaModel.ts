import type { JsonObject } from "../../model/message.ts";
import type { Model, ModelEvent, ModelInfo, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { promptCharacters } from "../../model/promptCharacters.ts";
import { defaultTimeouts, type StreamTimeouts } from "../http/streamTimeouts.ts";
import { stopped } from "../http/untilAnswered.ts";
import { type Transport, transportFor } from "../http/transport.ts";
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
  /** What `showModel` said. Without it the first stream asks; `info` holds what the model's name tells until then. */
  facts?: OllamaFacts;
  /** What is known better than by the server; the window is the one asked for, until the server shows another. */
  info?: Partial<ModelInfo>;
  /** The window to load the model with, in tokens; bounded by the model's largest. Default: 8192. */
  contextTokens?: number;
  /** How long the model stays loaded: seconds, or a text such as "5m"; -1 is for ever. Absent: the server's setting. */
  keepAlive?: number | string;
  /** Further fields of the request, by their names on the wire; they come before our own. */
  extraBody?: JsonObject;
  timeouts?: Partial<StreamTimeouts>;
  /** How requests are sent; for tests. */
  transport?: Transport;
  /** What was learnt of the shapes that the server takes; by default nothing yet. */
  repairs?: Repairs;
  /** What is believed of its window: one of `ollamaWindow`. Default: a new one. */
  window?: ServerWindow;
};

const defaultContextTokens = 8192;
/** Milliseconds for the question what is loaded: only a word of waiting, or the belief in the window, hangs on it. */
const loadedTimeoutMs = 2000;

/**
 * A model of an Ollama server over its native protocol, which alone can set the window: `options.num_ctx` is always
 * sent, and a prompt that does not fit it is an "overflow", never cut without a word. A model of Ollama's cloud passes
 * over that option and has its largest window. Tools are declared where the model has the capability; for any other
 * `info.nativeTools` is false and the caller writes them into the prompt. A server that turns out to be no Ollama is asked
 * over the OpenAI protocol. `stream` throws ModelError, for a bad address or key too.
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
  /** Where the server turned out to be no Ollama. */
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

/** The window of such a model: what is asked for, until the server shows another. `changed` hears of that. */
export const ollamaWindow = (options: OllamaModelOptions, changed?: () => void): ServerWindow =>
  new ServerWindow({
    ...wanted(options, options.facts),
    ask: async (signal) => (await loadedNow(options, signal))?.contextTokens,
    ...(changed && { changed }),
  });

/** The window that is asked for: the user's own field of the request comes before the setting. */
function askedFor(options: OllamaModelOptions, facts: OllamaFacts | undefined): number {
  const { options: extra } = options.extraBody ?? {};
  const own =
    typeof extra === "object" && extra !== null && "num_ctx" in extra ? windowTokens(extra.num_ctx) : undefined;
  const setting = windowTokens(options.contextTokens) ?? defaultContextTokens;
  return own ?? Math.min(setting, facts?.maxContextTokens ?? Number.POSITIVE_INFINITY);
}

/** What to believe before the first count. */
function wanted(options: OllamaModelOptions, facts: OllamaFacts | undefined) {
  const isRemote = facts?.isRemote ?? isCloudName(options.modelId);
  if (isRemote) return { tokens: facts?.maxContextTokens, source: "maximum" } as const;
  return { tokens: askedFor(options, facts), source: "asked" } as const;
}

/** The model as the server holds it in memory; undefined where it does not. Throws ModelError. */
async function loadedNow(options: OllamaModelOptions, signal: AbortSignal) {
  const ask = { signal, timeoutMs: loadedTimeoutMs, ...(options.transport && { transport: options.transport }) };
  const loaded = await loadedModels(options, ask);
  return loaded.find(({ name }) => isSameModel(name, options.modelId));
}

/** Whether the model is in memory with this window; true where the server does not say. */
async function isLoaded(options: OllamaModelOptions, window: number, signal: AbortSignal): Promise<boolean> {
  try {
    const found = await loadedNow(options, signal);
    return found !== undefined && (found.contextTokens ?? window) === window;
  } catch (error) {
    if (!(error instanceof ModelError) || error.fault.kind === "aborted") throw error;
    return true;
  }
}
