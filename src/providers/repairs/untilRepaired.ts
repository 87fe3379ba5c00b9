import { failedOnCall, refusesTools } from "../../gemma/model/toolRefusals.ts";
import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent, ModelInfo } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { blamedFields, type StreamFault } from "../faults/faultOf.ts";
import { type RequestAttempt, untilAnswered } from "../http/untilAnswered.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { dispensable } from "./fields.ts";
import { refusalWords } from "./refusal.ts";
import { type Repairs, repairWords } from "./repairs.ts";
import type { Sent } from "./sent.ts";
import { wantsPlainTurns } from "./shapes.ts";
import type { Resized } from "../window/withRoom.ts";

export type Repairing<Body extends JsonObject> = Omit<RequestAttempt, "send" | "repair"> & {
  /** The request with the repairs so far. */
  body: () => Body;
  /** What can be repaired in a body on this wire. */
  sent: (body: Body) => Sent;
  /** Sends it over the connection and streams the answer; throws StreamFaultError. */
  send: (wire: StreamingRequest, body: Body) => AsyncIterable<ModelEvent>;
  repairs: Repairs;
  info: Pick<ModelInfo, "label" | "provider">;
  /** The body with a smaller answer limit, if this one was refused for its size. */
  resize?: (body: Body, streamFault: StreamFault) => Resized | undefined;
  /** Another reason to send the request again. */
  repair?: (streamFault: StreamFault) => boolean;
};

/**
 * Requests one answer, and repairs the request's shape if the server refuses it before the first output. A notice after
 * the answer names the changes. If the tools themselves are refused, the error says so. Throws like `untilAnswered`.
 */
export async function* untilRepaired<Body extends JsonObject>(
  asking: Repairing<Body>,
): AsyncGenerator<ModelEvent, void> {
  const { body, send, repairs, info } = asking;
  let current = body();
  /** Reduced fields. */
  let fit: JsonObject = {};
  let refused: { words: string; sent: Sent } | undefined;
  const events = untilAnswered({
    ...asking,
    send: (wire) => {
      const whole = body();
      current = { ...whole, ...Object.fromEntries(Object.entries(fit).filter(([field]) => field in whole)) };
      refused = undefined;
      return send(wire, current);
    },
    repair: (streamFault) => {
      const smaller = asking.resize?.(current, streamFault);
      if (smaller !== undefined) {
        fit = Object.fromEntries(Object.entries(smaller.body).filter(([field, value]) => value !== current[field]));
        if (smaller.most !== undefined) repairs.limit(smaller.most);
        return true;
      }
      if (asking.repair?.(streamFault)) return true;
      const words = refusalWords(streamFault);
      if (words === undefined) return false;
      refused = { words, sent: asking.sent(current) };
      // The model's output is at fault, not the request.
      if (failedOnCall(words)) return false;
      return repairs.find(words, refused.sent, blamedFields(streamFault, dispensable));
    },
  });
  try {
    for await (const event of events) {
      if (event.type === "done") {
        for (const repair of repairs.proven())
          yield { type: "notice", message: repairWords(repair, info.label, info.provider) };
      }
      yield event;
    }
  } catch (error) {
    if (refused === undefined || !(error instanceof ModelError)) throw error;
    const isAboutTools = aboutTools(refused.words, refused.sent);
    repairs.failed(!isAboutTools);
    if (!isAboutTools) throw error;
    const { fault, message, said } = error;
    throw new ModelError(fault, message, { cause: error, refusesTools: true, ...(said !== undefined && { said }) });
  }
}

/** Whether tools, or their turns, were refused. */
const aboutTools = (words: string, sent: Sent): boolean =>
  (sent.tools && refusesTools(words)) || ((sent.tools || sent.results) && wantsPlainTurns(words, sent));
