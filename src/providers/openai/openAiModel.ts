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
import { type EndpointOptions, endpointOf } from "../http/transport/endpoint.ts";
import { type Transport, transportFor } from "../http/transport/transport.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { toWireBody } from "./wireBody.ts";
import { modelInfo } from "../parameters/modelInfo.ts";

export type OpenAiModelOptions = EndpointOptions & {
  modelId: string;
  /** Facts that override the preset and the model's name, such as the window that a local server has loaded. */
  info?: Partial<ModelInfo>;
  /** The belief about its window. Default: from `info`, otherwise the preset's row. */
  window?: ServerWindow;
  /** Additional fields of the request, by their names on the wire; our own override them. */
  extraBody?: JsonObject;
  /** The parameters that the model takes, by their names on the wire, from a live list. */
  takes?: readonly string[];
  /** What was learnt about shapes that the server accepts. Default: nothing yet. */
  repairs?: Repairs;
  /** Timeouts. Default: `defaultTimeouts`. */
  timeouts?: Partial<StreamTimeouts>;
  /** How requests are sent; for tests. */
  transport?: Transport;
};

/**
 * A model on any server with the OpenAI chat completions protocol. Requests are sent as given: if `info.nativeTools` is
 * false, the caller writes tools into the prompt. A request is repeated only if a loading server, or one that refused
 * its shape, sent no output yet. `stream` throws ModelError, also for an invalid address or key.
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
