import type { JsonObject } from "../../model/message.ts";
import type { Model, ModelInfo } from "../../model/model.ts";
import { defaultTimeouts, type StreamTimeouts } from "../http/streamTimeouts.ts";
import { Repairs } from "../repairs/repairs.ts";
import { sentIn } from "../repairs/sent.ts";
import { untilRepaired } from "../repairs/untilRepaired.ts";
import { ServerWindow, withWindow } from "../window/serverWindow.ts";
import { withRoom } from "../window/withRoom.ts";
import { watched } from "../window/watched.ts";
import { answer } from "./answer.ts";
import { type EndpointOptions, endpointOf } from "../http/endpoint.ts";
import { type Transport, transportFor } from "../http/transport.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { toWireBody } from "./wireBody.ts";
import { modelInfo } from "../parameters/modelInfo.ts";

export type OpenAiModelOptions = EndpointOptions & {
  modelId: string;
  /** What is known better than by the preset and the model's name, e.g. the window a local server has loaded. */
  info?: Partial<ModelInfo>;
  /** What is believed of its window; by default what `info`, or else the preset's row, says. */
  window?: ServerWindow;
  /** Further fields of the request, by their names on the wire; they come before our own. */
  extraBody?: JsonObject;
  /** The parameters the model takes, by their names on the wire, where a live list says so. */
  takes?: readonly string[];
  /** What was learnt of the shapes that the server takes; by default nothing yet. */
  repairs?: Repairs;
  /** How long to wait for bytes. Default: `defaultTimeouts`. */
  timeouts?: Partial<StreamTimeouts>;
  /** How requests are sent; for tests. */
  transport?: Transport;
};

/**
 * A model behind any server that speaks the OpenAI chat completions protocol. A request is sent as it is given: for a
 * model whose `info.nativeTools` is false the caller writes tools into the prompt. Nothing is sent twice but what a
 * loading server, or one that does not take its shape, had refused before the first output.
 * `stream` throws ModelError, for a bad address or key too.
 */
export function createOpenAiModel(options: OpenAiModelOptions): Model {
  const { preset, modelId, baseUrl = preset.baseUrl } = options;
  const keepsThoughts = preset.supports.thoughts === "reasoning_details" && { keepsThoughts: true as const };
  const { contextTokens, ...known } = { ...modelInfo(preset, modelId, baseUrl, options.info), ...keepsThoughts };
  const window = options.window ?? new ServerWindow({ tokens: contextTokens });
  const { extraBody, repairs = new Repairs() } = options;
  const info = (): ModelInfo => ({
    ...withWindow(known, window),
    ...(repairs.has("no-audio") && { audio: false }),
    ...(repairs.has("no-video") && { video: false }),
  });
  return {
    get info() {
      return info();
    },
    async *stream(request, signal) {
      const endpoint = endpointOf(options);
      const timeouts = { ...defaultTimeouts(endpoint.isOwn), ...options.timeouts };
      const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
      const extra = extraBody === undefined ? {} : { extra: extraBody };
      const takes = options.takes === undefined ? {} : { takes: options.takes };
      const events = untilRepaired({
        signal,
        target: endpoint.target,
        body: () => toWireBody(request, preset, info(), { ...extra, ...takes, repairs }),
        sent: (body) => sentIn(body, extraBody),
        open: () => new StreamingRequest(endpoint, transport, timeouts),
        send: (wire, body) => answer(wire, endpoint, body, signal),
        resize: (body, streamFault) =>
          withRoom(body, ["max_tokens", "max_completion_tokens"], streamFault, request, window),
        repairs,
        info: known,
      });
      yield* watched(events, request, window, endpoint.target, signal);
    },
  };
}
