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
import type { EndpointOptions } from "../http/transport/endpoint.ts";
import { SseGate } from "../http/sseGate.ts";
import { type Transport, transportFor } from "../http/transport/transport.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { modelInfo } from "../parameters/modelInfo.ts";
import { answer } from "./anthropicAnswer.ts";
import { toAnthropicBody } from "./anthropicBody.ts";
import { anthropicEndpoint, refusesKey, withBearer } from "./anthropicEndpoint.ts";
import { isWholeMessage } from "./anthropicEvent.ts";

/** `preset`: "keeprouter", or "custom" with a base URL of the user's own. */
export type AnthropicModelOptions = EndpointOptions & {
  modelId: string;
  /** Facts that override the preset and the model's name. */
  info?: Partial<ModelInfo>;
  /** The belief about its window. Default: from `info`, otherwise the preset's row. */
  window?: ServerWindow;
  /** Additional fields of the request, by their names on the wire; our own override them. */
  extraBody?: JsonObject;
  /** What was learnt about shapes that the server accepts. Default: nothing yet. */
  repairs?: Repairs;
  timeouts?: Partial<StreamTimeouts>;
  /** How requests are sent; for tests. */
  transport?: Transport;
};

/**
 * A model on any server with the Anthropic Messages protocol. Requests are sent as given: if `info.nativeTools` is
 * false, the caller writes tools into the prompt. Signed thoughts arrive as `details` and are returned unmodified.
 * `stream` throws ModelError, also for an invalid address or key.
 */
export function createAnthropicModel(options: AnthropicModelOptions): Model {
  const { preset, modelId, baseUrl = preset.baseUrl } = options;
  const { contextTokens, ...known } = modelInfo(preset, modelId, baseUrl, options.info, "anthropic");
  const window = options.window ?? new ServerWindow({ tokens: contextTokens });
  const info = (): ModelInfo => withWindow(known, window);
  const { extraBody, repairs = new Repairs() } = options;
  /** The server accepts the key only as a bearer token. */
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
        // The path that refused a key exists, so a 404 after sending the key the other way says nothing.
        const isFirst = refusal !== undefined && error instanceof ModelError && saysNothingMore(error);
        throw isFirst && refusal !== undefined ? faultOf(refusal, usual.target) : error;
      }
    },
  };
}

/** Whether the key is refused this way too, or the path is reported missing although it answered before. */
const saysNothingMore = ({ fault, said }: ModelError): boolean =>
  fault.kind === "auth" || (fault.kind === "not-found" && !/\bmodel\b/i.test(said ?? ""));
