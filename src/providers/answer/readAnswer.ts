import type { ModelEvent } from "../../model/model.ts";
import { TooMuch } from "../../model/tooMuch.ts";
import type { StreamFault } from "../faults/faultOf.ts";
import { NotJson } from "../http/notJson.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { AnswerSize } from "./answerSize.ts";
import { hasBegun, isComplete, faultAtEnd } from "./answerEnd.ts";
import { type AnswerState, endOfAnswer } from "./answerState.ts";

/** The effect of one piece of a stream. */
export type Taken<State> = {
  state: State;
  events?: readonly ModelEvent[];
  /** The fault, thrown after the events. */
  fault?: StreamFault;
  /** The piece is not part of the protocol. Reported if no answer follows. */
  isStrange?: boolean;
  /** No more of the answer follows. */
  isOver?: boolean;
  /** The server says that the answer is finished. `isCounted`: with usage; `hasCalls`: more calls may come late. */
  settles?: { isCounted: boolean; hasCalls: boolean };
};

/** How a wire's stream is read. `Piece`: one event or line. */
export type Reading<State, Piece> = {
  start: State;
  pieces: (body: ReadableStream<Uint8Array> | null) => AsyncIterable<Piece>;
  take: (state: State, piece: Piece) => Taken<State>;
  answerOf: (state: State) => AnswerState;
  /** Events to emit before the final ones. */
  atEnd?: (state: State) => readonly ModelEvent[];
};

/**
 * Streams the answer to one request on any wire. Emits the usage of a failed answer too. Throws StreamFaultError. When
 * `signal` fires, it may end without an error and without "done", so the caller checks the signal first.
 * @param wire the request; knows how its stream ended and its fault
 * @param send sends the request
 */
export async function* readAnswer<State, Piece>(
  wire: StreamingRequest,
  send: () => Promise<Response>,
  reading: Reading<State, Piece>,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> {
  let { start: state } = reading;
  let strange: StreamFault | undefined;
  const answer = (): AnswerState => reading.answerOf(state);
  const size = new AnswerSize();
  try {
    const response = await send();
    for await (const piece of reading.pieces(response.body)) {
      if (isNothing(piece)) continue;
      const taken = reading.take(state, piece);
      state = taken.state;
      yield* taken.events ?? [];
      size.add(taken.events ?? [], answer());
      if (taken.fault !== undefined) throw new StreamFaultError(taken.fault, hasBegun(answer()));
      if (taken.isStrange === true) strange ??= strangeAnswer(piece);
      if (taken.isOver === true) break;
      if (taken.settles !== undefined) wire.settle(taken.settles.isCounted, taken.settles.hasCalls);
    }
  } catch (error) {
    // After a complete answer, nothing can be a fault any more.
    if (!isComplete(answer())) {
      yield* counted(answer());
      throw faultFrom(error, wire, answer());
    }
  }
  if (signal.aborted) return;
  const streamFault = faultAtEnd(wire, answer());
  if (streamFault !== undefined) {
    const begun = hasBegun(answer());
    yield* counted(answer());
    throw new StreamFaultError(begun ? streamFault : (strange ?? streamFault), begun);
  }
  yield* reading.atEnd?.(state) ?? [];
  yield* endOfAnswer(answer());
}

/** JSON under HTTP 200 that is not an answer, as a whole. */
export const strangeAnswer = (json: unknown): StreamFault => ({
  at: "answer",
  status: 200,
  headers: new Headers(),
  body: JSON.stringify(json),
});

/** The fault of a piece that the protocol does not know. Before output begins, the piece counts as the whole answer. */
export const unreadable = (answer: AnswerState, json: unknown): StreamFault =>
  hasBegun(answer) ? { at: "garbled" } : strangeAnswer(json);

/** In mid-answer, a count may be the initial one, so only a cost is reported. */
function counted(answer: AnswerState): ModelEvent[] {
  const { usage } = answer;
  const isTold = usage !== undefined && (!hasBegun(answer) || usage.cost !== undefined);
  return isTold ? [{ type: "usage", usage }] : [];
}

const wordsFault = ({ text, isError }: NotJson): StreamFault =>
  isError ? { at: "stream", error: text } : { at: "garbled", words: text };

/** A null or a number is not part of an answer; servers send them to keep a connection alive. */
function isNothing(piece: unknown): boolean {
  const json = typeof piece === "object" && piece !== null && "json" in piece ? piece.json : piece;
  return json === null || typeof json === "boolean" || typeof json === "number";
}

function faultFrom(error: unknown, wire: StreamingRequest, state: AnswerState): StreamFaultError {
  if (error instanceof StreamFaultError) return error;
  // JSON cut off by the end of the stream is not garbled; then the end is the fault.
  if (error instanceof TooMuch) return new StreamFaultError({ at: "too-much", what: error.what }, hasBegun(state));
  const garbled = error instanceof NotJson && error.isWhole ? wordsFault(error) : undefined;
  return new StreamFaultError(garbled ?? faultAtEnd(wire, state) ?? { at: "cut" }, hasBegun(state));
}
