import type { Stream } from "@anthropic-ai/sdk/core/streaming";
import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { hasBegun, isComplete, newCallId, TroubleError, troubleAtEnd } from "../http/answerEnd.ts";
import type { Endpoint } from "../openai/endpoint.ts";
import { type AnswerState, endOfAnswer } from "../openai/fromChunk.ts";
import type { Wire } from "../openai/wire.ts";
import { parseEvent } from "./anthropicEvent.ts";
import { withEventNames } from "./eventNames.ts";
import { endThoughts, fromEvent, startOfMessage } from "./fromEvent.ts";
import type * as Sdk from "./sdk.ts";

/** Loaded at the first question: the SDK is the largest part of this provider. */
const loadSdk = (): Promise<typeof Sdk> => (loading ??= import("./sdk.ts"));
let loading: Promise<typeof Sdk> | undefined;

/**
 * Sends one Messages request and streams its answer. Throws TroubleError. When `signal` fires it may end without an
 * error and without "done": the caller looks at the signal first.
 */
export async function* answer(
  wire: Wire,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  const sdk = await loadSdk();
  const client = new sdk.BaseAnthropic({
    baseURL: endpoint.baseUrl,
    defaultQuery: { ...endpoint.query },
    // Set, so that the SDK looks for no credentials in the environment and in files.
    apiKey: "sent by the wire",
    webhookKey: null,
    openTelemetry: { propagation: false, traces: false },
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: "off",
    fetch: async (url, init) => withEventNames(await wire.fetch(url, init)),
  });
  let state = startOfMessage;
  try {
    const events = await client.post<Stream<unknown>>("/messages", { body, stream: true, signal });
    for await (const json of events) {
      const event = parseEvent(json);
      if (event === undefined) throw new TroubleError({ at: "garbled" }, hasBegun(state.answer));
      if (event.type === "error") throw new TroubleError({ at: "stream", error: json }, hasBegun(state.answer));
      const next = fromEvent(state, event, newCallId);
      state = next.state;
      yield* next.events;
      if (event.type === "message_stop" || event.type === "message") break;
      const { finish, calls } = state.answer;
      // The usage comes with the finish here: "message_stop" alone is the end.
      if (finish !== undefined) wire.settle(false, finish === "tool-calls" || calls.length > 0);
    }
  } catch (error) {
    // Behind a complete answer nothing can be wrong any more.
    if (!isComplete(state.answer)) throw troubleFrom(error, wire, state.answer, sdk);
  }
  // The SDK ends its stream silently when it is aborted.
  if (signal.aborted) return;
  const trouble = troubleAtEnd(wire, state.answer);
  if (trouble) throw new TroubleError(trouble, hasBegun(state.answer));
  yield* endThoughts(state).events;
  yield* endOfAnswer(state.answer);
}

function troubleFrom(error: unknown, wire: Wire, state: AnswerState, { APIError }: typeof Sdk): TroubleError {
  if (error instanceof TroubleError) return error;
  const begun = hasBegun(state);
  if (error instanceof APIError && error.error !== undefined) {
    return new TroubleError({ at: "stream", error: error.error }, begun);
  }
  // A line cut off by the end of the stream is no JSON either; then the end is the trouble.
  const isGarbled = error instanceof SyntaxError && wire.end === undefined;
  return new TroubleError(isGarbled ? { at: "garbled" } : (troubleAtEnd(wire, state) ?? { at: "cut" }), begun);
}
