import type { JsonObject } from "../../model/message.ts";
import type { Model, ModelInfo } from "../../model/model.ts";
import { defaultPatience, type Patience } from "../http/patience.ts";
import { untilAnswered } from "../http/untilAnswered.ts";
import { ServerWindow, withWindow } from "../window/serverWindow.ts";
import { withRoom } from "../window/withRoom.ts";
import { watched } from "../window/watched.ts";
import type { EndpointOptions } from "../openai/endpoint.ts";
import { SseGate } from "../openai/sseGate.ts";
import { type Transport, transportFor } from "../openai/transport.ts";
import { Wire } from "../openai/wire.ts";
import { modelInfo } from "../openai/wireBody.ts";
import { answer } from "./anthropicAnswer.ts";
import { toAnthropicBody } from "./anthropicBody.ts";
import { anthropicEndpoint, refusesKey, withBearer } from "./anthropicEndpoint.ts";
import { isWholeMessage } from "./anthropicEvent.ts";

/** `preset`: "keeprouter", or "custom" with a base URL of the person's own. */
export type AnthropicModelOptions = EndpointOptions & {
  modelId: string;
  /** What is known better than by the preset and the model's name. */
  info?: Partial<ModelInfo>;
  /** What is believed of its window; by default what `info`, or else the preset's row, says. */
  window?: ServerWindow;
  /** Further fields of the request, by their names on the wire; they come before our own. */
  extraBody?: JsonObject;
  patience?: Partial<Patience>;
  /** How requests are sent; for tests. */
  transport?: Transport;
};

/**
 * A model behind any server that speaks the Anthropic Messages protocol. A request is sent as it is given: for a model
 * whose `info.nativeTools` is false the caller writes tools into the prompt. Thoughts that the server signed come as
 * `details` and go back unmodified. `stream` throws ModelError, for a bad address or key too.
 */
export function createAnthropicModel(options: AnthropicModelOptions): Model {
  const { preset, modelId, baseUrl = preset.baseUrl } = options;
  const { contextTokens, ...known } = modelInfo(preset, modelId, baseUrl, options.info);
  const window = options.window ?? new ServerWindow({ tokens: contextTokens });
  const info = (): ModelInfo => withWindow(known, window);
  /** The server takes the key as a bearer token alone. */
  let wantsBearer = false;
  return {
    get info() {
      return info();
    },
    async *stream(request, signal) {
      const usual = anthropicEndpoint(options);
      const other = withBearer(usual);
      let endpoint = wantsBearer ? (other ?? usual) : usual;
      const patience = { ...defaultPatience(endpoint.isOwn), ...options.patience };
      const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
      let body = toAnthropicBody(request, info(), {
        ...(options.extraBody !== undefined && { extra: options.extraBody }),
      });
      const events = untilAnswered({
        signal,
        target: endpoint.target,
        open: () => new Wire(endpoint, transport, patience, (heard) => new SseGate(heard, isWholeMessage)),
        send: async function* (wire) {
          yield* answer(wire, endpoint, body, signal);
          wantsBearer = endpoint === other;
        },
        mend: (trouble) => {
          const smaller = withRoom(body, ["max_tokens"], trouble, request, window);
          if (smaller !== undefined) {
            body = smaller;
            return true;
          }
          if (other === undefined || endpoint === other || !refusesKey(trouble)) return false;
          endpoint = other;
          return true;
        },
      });
      yield* watched(events, request, window, endpoint.target, signal);
    },
  };
}
