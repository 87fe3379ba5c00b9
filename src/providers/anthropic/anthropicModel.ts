import type { JsonObject } from "../../model/message.ts";
import type { Model, ModelInfo } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { faultOf, type StreamFault } from "../faults/faultOf.ts";
import { defaultTimeouts, type StreamTimeouts } from "../http/streamTimeouts.ts";
import { Repairs } from "../repairs/repairs.ts";
import { plainlySentIn } from "../repairs/sent.ts";
import { untilRepaired } from "../repairs/untilRepaired.ts";
import { ServerWindow, withWindow } from "../window/serverWindow.ts";
import { withRoom } from "../window/withRoom.ts";
import { watched } from "../window/watched.ts";
import type { EndpointOptions } from "../http/endpoint.ts";
import { SseGate } from "../http/sseGate.ts";
import { type Transport, transportFor } from "../http/transport.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { modelInfo } from "../parameters/modelInfo.ts";
import { answer } from "./anthropicAnswer.ts";
import { toAnthropicBody } from "./anthropicBody.ts";
import { anthropicEndpoint, refusesKey, withBearer } from "./anthropicEndpoint.ts";
import { isWholeMessage } from "./anthropicEvent.ts";

/** `preset`: "keeprouter", or "custom" with a base URL of the user's own. */
export type AnthropicModelOptions = EndpointOptions & {
  modelId: string;
  /** What is known better than by the preset and the model's name. */
  info?: Partial<ModelInfo>;
  /** What is believed of its window; by default what `info`, or else the preset's row, says. */
  window?: ServerWindow;
  /** Further fields of the request, by their names on the wire; they come before our own. */
  extraBody?: JsonObject;
  /** What was learnt of the shapes that the server takes; by default nothing yet. */
  repairs?: Repairs;
  timeouts?: Partial<StreamTimeouts>;
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
  const { contextTokens, ...known } = modelInfo(preset, modelId, baseUrl, options.info, "anthropic");
  const window = options.window ?? new ServerWindow({ tokens: contextTokens });
  const info = (): ModelInfo => withWindow(known, window);
  const { extraBody, repairs = new Repairs() } = options;
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
      let refusal: StreamFault | undefined;
      const timeouts = { ...defaultTimeouts(endpoint.isOwn), ...options.timeouts };
      const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
      const extra = extraBody === undefined ? {} : { extra: extraBody };
      const events = untilRepaired({
        signal,
        target: endpoint.target,
        body: () => toAnthropicBody(request, info(), { ...extra, repairs }),
        sent: (body) => plainlySentIn(body, extraBody),
        repairs,
        info: known,
        open: () => new StreamingRequest(endpoint, transport, timeouts, (heard) => new SseGate(heard, isWholeMessage)),
        send: async function* (wire, body) {
          yield* answer(wire, endpoint, body, signal);
          wantsBearer = endpoint === other;
        },
        resize: (body, streamFault) => withRoom(body, ["max_tokens"], streamFault, request, window),
        repair: (streamFault) => {
          if (other === undefined || endpoint === other || !refusesKey(streamFault)) return false;
          refusal = streamFault;
          endpoint = other;
          return true;
        },
      });
      try {
        yield* watched(events, request, window, endpoint.target, signal);
      } catch (error) {
        // A path that refused a key is there: what it says of the other way of showing it tells nothing.
        const isFirst = refusal !== undefined && error instanceof ModelError && saysNothingMore(error);
        throw isFirst && refusal !== undefined ? faultOf(refusal, usual.target) : error;
      }
    },
  };
}

/** The key is refused that way too, or the path is said to be missing, though it answered before. */
const saysNothingMore = ({ fault, said }: ModelError): boolean =>
  fault.kind === "auth" || (fault.kind === "not-found" && !/\bmodel\b/i.test(said ?? ""));
