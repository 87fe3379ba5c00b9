import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Model, ModelInfo } from "../../model/model.ts";
import { defaultTimeouts, type StreamTimeouts } from "../http/streamTimeouts.ts";
import { stopped, untilAnswered } from "../http/untilAnswered.ts";
import { SseGate } from "../http/sseGate.ts";
import { type Transport, transportFor } from "../http/transport.ts";
import { StreamingRequest } from "../http/streamingRequest.ts";
import { modelInfo } from "../parameters/modelInfo.ts";
import { presets } from "../parameters/presets.ts";
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
  const { modelId, baseUrl = presets.runware.baseUrl, parameters = {} } = options;
  const wantsSeveral = (parameters.numberResults ?? 1) > 1;
  const info = { ...modelInfo(presets.runware, modelId, baseUrl, options.info, "runware"), nativeTools: false };
  return {
    info,
    async *stream(request, signal) {
      if (signal.aborted) throw stopped();
      const endpoint = runwareEndpoint(options);
      const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
      const task = toRunwareTask(request, info, parameters, randomUUID());
      const isSeveral = request.results === "several" && (task.numberResults ?? 1) > 1;
      const ask: WholeAsk = { signal, transport, pause: options.pause ?? pauseFor, isSeveral };
      if (wantsSeveral && task.deliveryMethod !== "stream" && request.results === "one")
        yield { type: "notice", message: oneResultWords };
      switch (task.deliveryMethod) {
        case "sync":
          return yield* syncTask(endpoint, task, ask);
        case "async":
          return yield* asyncTask(endpoint, task, ask);
        case "stream": {
          const timeouts = { ...defaultTimeouts(endpoint.isOwn), ...options.timeouts };
          return yield* untilAnswered({
            signal,
            target: endpoint.target,
            open: () =>
              new StreamingRequest(endpoint, transport, timeouts, (heard) => new SseGate(heard, isWholeAnswer)),
            send: (wire) => streamTask(wire, endpoint, task, signal),
          });
        }
      }
    },
  };
}
