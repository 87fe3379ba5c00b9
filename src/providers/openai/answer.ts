import { randomUUID } from "node:crypto";
import type * as Sdk from "openai";
import type { Stream } from "openai/core/streaming";
import type { JsonObject } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import type { Trouble } from "../faults/faultOf.ts";
import { parseChunk } from "./chunk.ts";
import type { Endpoint } from "./endpoint.ts";
import { type AnswerState, endOfAnswer, fromChunk, startOfAnswer } from "./fromChunk.ts";
import type { Wire } from "./wire.ts";

/** Loaded at the first question: the SDK is the largest part of this provider. */
const loadSdk = (): Promise<typeof Sdk> => (loading ??= import("openai"));
let loading: Promise<typeof Sdk> | undefined;

/** A trouble on its way from the wire to where it is judged; `begun`: some of the answer had been given out. */
export class TroubleError extends Error {
  readonly trouble: Trouble;
  readonly begun: boolean;
  constructor(trouble: Trouble, begun: boolean) {
    super(trouble.at);
    this.trouble = trouble;
    this.begun = begun;
  }
}

/**
 * Sends one request and streams its answer. Throws TroubleError. When `signal` fires it may end without an error and
 * without "done": the caller looks at the signal first.
 */
export async function* answer(
  wire: Wire,
  endpoint: Endpoint,
  body: JsonObject,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  const sdk = await loadSdk();
  const client = new sdk.OpenAI({
    baseURL: endpoint.baseUrl,
    defaultQuery: { ...endpoint.query },
    apiKey: "sent by the wire",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: "off",
    fetch: wire.fetch,
  });
  let state = startOfAnswer;
  try {
    const chunks = await client.post<Stream<unknown>>("/chat/completions", { body, stream: true, signal });
    for await (const json of chunks) {
      const chunk = parseChunk(json);
      if (chunk === undefined) throw new TroubleError({ at: "garbled" }, hasBegun(state));
      const next = fromChunk(state, chunk, newCallId);
      state = next.state;
      yield* next.events;
      if (state.finish !== undefined) wire.settle();
    }
  } catch (error) {
    // Behind a complete answer nothing can be wrong any more.
    if (!isComplete(state)) throw troubleFrom(error, wire, state, sdk);
  }
  // The SDK ends its stream silently when it is aborted.
  if (signal.aborted) return;
  const trouble = troubleAtEnd(wire, state);
  if (trouble) throw new TroubleError(trouble, hasBegun(state));
  yield* endOfAnswer(state);
}

const isComplete = (state: AnswerState): boolean => state.finish !== undefined && state.finish !== "error";

const hasBegun = (state: AnswerState): boolean => state.hasText || state.hasThought || state.calls.length > 0;

const newCallId = (): string => `call_${randomUUID().replaceAll("-", "").slice(0, 16)}`;

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

function troubleAtEnd(wire: Wire, state: AnswerState): Trouble | undefined {
  const isInOrder = isComplete(state) || (wire.end === "done" && state.finish !== "error");
  if (!isInOrder) {
    const isEmpty = wire.end === "ended" && !hasBegun(state);
    return wire.trouble ?? (isEmpty ? { at: "empty", thought: false } : { at: "cut" });
  }
  const mayBeEmpty = state.finish === "length" || state.finish === "content-filter";
  return state.hasText || state.calls.length > 0 || mayBeEmpty ? undefined : { at: "empty", thought: state.hasThought };
}
