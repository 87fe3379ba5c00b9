import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Model, ModelInfo } from "../../model/model.ts";
import { defaultTimeouts, type StreamTimeouts } from "../http/streamTimeouts.ts";
import { stopped } from "../http/untilAnswered.ts";
import { SseGate } from "../http/sseGate.ts";
import { type Transport, transportFor } from "../http/transport/transport.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { modelInfo } from "../parameters/modelInfo.ts";
import { presets } from "../presets/presets.ts";
import { Repairs } from "../repairs/repairs.ts";
import type { Sent } from "../repairs/sent.ts";
import { untilRepaired } from "../repairs/untilRepaired.ts";
import { ServerWindow, withWindow } from "../window/serverWindow.ts";
import { watched } from "../window/watched.ts";
import { withRoom } from "../window/withRoom.ts";
import { runwareEndpoint, type RunwareServerOptions } from "./runwareEndpoint.ts";
import { isWholeAnswer } from "./runwareResult.ts";
import { oneResultWords } from "./runwareResults.ts";
import { streamTask } from "./runwareStream.ts";
import { type RunwareParameters, toRunwareTask } from "./runwareTask.ts";
import { asyncTask, syncTask, type WholeAsk } from "./runwareWhole.ts";

export type RunwareModelOptions = RunwareServerOptions & {
  modelId: string;
  /** Delivery (default "stream"), results, cost, webhook and settings beyond the request's sampling. */
  parameters?: RunwareParameters;
  /** What is known better than by the preset and the model's name. */
  info?: Partial<ModelInfo>;
  /** What is believed of its window; by default what `info`, or else the preset's row, says. */
  window?: ServerWindow;
  /** What was learnt of the longest answers that the server takes; by default nothing yet. */
  repairs?: Repairs;
  timeouts?: Partial<StreamTimeouts>;
  /** How requests are sent; for tests. */
  transport?: Transport;
  /** How the polls of delivery "async" wait; for tests. */
  pause?: WholeAsk["pause"];
};

const pauseFor: WholeAsk["pause"] = (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined);

/**
 * A model behind Runware's native task interface. It knows no tools: `info.nativeTools` is false and the caller writes
 * them into the prompt (Runware's OpenAI-compatible wire takes them). With delivery "async" a stopped answer is only
 * no longer fetched: the interface has no way to end a task. `stream` throws ModelError, for a parameter out of range too.
 */
export function createRunwareModel(options: RunwareModelOptions): Model {
  const { modelId, baseUrl = presets.runware.baseUrl, parameters = {}, repairs = new Repairs() } = options;
  const wantsSeveral = (parameters.numberResults ?? 1) > 1;
  const { contextTokens, ...own } = modelInfo(presets.runware, modelId, baseUrl, options.info, "runware");
  const known = { ...own, nativeTools: false };
  const window = options.window ?? new ServerWindow({ tokens: contextTokens });
  return {
    get info() {
      return withWindow(known, window);
    },
    async *stream(request, signal) {
      if (signal.aborted) throw stopped();
      const endpoint = runwareEndpoint(options);
      const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
      const timeouts = { ...defaultTimeouts(endpoint.isOwn), ...options.timeouts };
      const delivery = parameters.deliveryMethod ?? "stream";
      if (wantsSeveral && delivery !== "stream" && request.results === "one")
        yield { type: "notice", message: oneResultWords };
      const isSeveral = request.results === "several" && wantsSeveral;
      const ask: WholeAsk = { signal, transport, pause: options.pause ?? pauseFor, isSeveral };
      const events = untilRepaired({
        signal,
        target: endpoint.target,
        body: () => toRunwareTask(request, known, parameters, randomUUID(), repairs.mostTokens),
        sent: () => nothingSent,
        open: () => new StreamingRequest(endpoint, transport, timeouts, (heard) => new SseGate(heard, isWholeAnswer)),
        send: (wire, task) => {
          switch (delivery) {
            case "sync":
              return syncTask(endpoint, task, ask);
            case "async":
              return asyncTask(endpoint, task, ask);
            case "stream":
              return streamTask(wire, endpoint, task, signal);
          }
        },
        resize: ({ settings = {}, ...task }, streamFault) => {
          const smaller = withRoom(settings, ["maxTokens"], streamFault, request, window);
          return smaller && { ...smaller, body: { ...task, settings: smaller.body } };
        },
        repairs,
        info: known,
      });
      yield* watched(events, request, window, endpoint.target, signal);
    },
  };
}

/** Of a task's shape nothing can be repaired: it has one form. */
const nothingSent: Sent = {
  system: false,
  nullContent: false,
  emptyContent: false,
  toolNames: false,
  thoughts: false,
  textArguments: false,
  callIds: false,
  pastResults: false,
  results: false,
  stream: false,
  tools: false,
  fields: [],
};
