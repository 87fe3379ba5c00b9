import type { JsonObject } from "../../model/message.ts";
import type { Model, ModelInfo } from "../../model/model.ts";
import { blamedFields } from "../faults/faultOf.ts";
import { defaultPatience, type Patience } from "../http/patience.ts";
import { untilAnswered } from "../http/untilAnswered.ts";
import { ServerWindow, withWindow } from "../window/serverWindow.ts";
import { withRoom } from "../window/withRoom.ts";
import { watched } from "../window/watched.ts";
import { answer } from "./answer.ts";
import { type EndpointOptions, endpointOf } from "./endpoint.ts";
import { type Transport, transportFor } from "./transport.ts";
import { Wire } from "./wire.ts";
import { modelInfo, toWireBody } from "./wireBody.ts";
import { dispensableFields } from "./wireParams.ts";

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
  /** How long to wait for bytes. Default: `defaultPatience`. */
  patience?: Partial<Patience>;
  /** How requests are sent; for tests. */
  transport?: Transport;
};

/**
 * A model behind any server that speaks the OpenAI chat completions protocol. A request is sent as it is given: for a
 * model whose `info.nativeTools` is false the caller writes tools into the prompt. Nothing is sent twice but what a
 * loading server, or one that knows an optional field not, had refused before the first output.
 * `stream` throws ModelError, for a bad address or key too.
 */
export function createOpenAiModel(options: OpenAiModelOptions): Model {
  const { preset, modelId, baseUrl = preset.baseUrl } = options;
  const keepsThoughts = preset.supports.thoughts === "reasoning_details" && { keepsThoughts: true as const };
  const { contextTokens, ...known } = { ...modelInfo(preset, modelId, baseUrl, options.info), ...keepsThoughts };
  const window = options.window ?? new ServerWindow({ tokens: contextTokens });
  const info = (): ModelInfo => withWindow(known, window);
  const refusedFields = new Set<string>();
  return {
    get info() {
      return info();
    },
    async *stream(request, signal) {
      const endpoint = endpointOf(options);
      const patience = { ...defaultPatience(endpoint.isOwn), ...options.patience };
      const transport = options.transport ?? transportFor(endpoint.baseUrl, endpoint.isOwn);
      let whole = toWireBody(request, preset, info(), {
        ...(options.extraBody !== undefined && { extra: options.extraBody }),
        ...(options.takes !== undefined && { takes: options.takes }),
      });
      const events = untilAnswered({
        signal,
        target: endpoint.target,
        open: () => new Wire(endpoint, transport, patience),
        send: (wire) => answer(wire, endpoint, without(whole, refusedFields), signal),
        mend: (trouble) => {
          const smaller = withRoom(whole, ["max_tokens", "max_completion_tokens"], trouble, request, window);
          if (smaller !== undefined) {
            whole = smaller;
            return true;
          }
          const blamed = blamedFields(trouble, dispensableFields).filter((field) => !refusedFields.has(field));
          for (const field of blamed) refusedFields.add(field);
          return blamed.length > 0;
        },
      });
      yield* watched(events, request, window, endpoint.target, signal);
    },
  };
}

const without = (body: JsonObject, fields: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([field]) => !fields.has(field)));
