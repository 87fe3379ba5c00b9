import type { ModelEvent } from "../../model/model.ts";
import type { StreamFault } from "../faults/faultOf.ts";
import { NotJson } from "../http/notJson.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import type { StreamingRequest } from "../http/streamingRequest.ts";
import { hasBegun, isComplete, faultAtEnd } from "./answerEnd.ts";
import { type AnswerState, endOfAnswer } from "./answerState.ts";

/** What one piece of a stream brings. */
export type Taken<State> = {
  state: State;
  events?: readonly ModelEvent[];
  /** What is wrong, behind the events. */
  fault?: StreamFault;
  /** It is nothing that the protocol knows: told where no answer comes. */
  isStrange?: boolean;
  /** Nothing of the answer follows. */
  isOver?: boolean;
  /** The server says that the answer is finished. `isCounted`: and what it used; `hasCalls`: more may come late. */
  settles?: { isCounted: boolean; hasCalls: boolean };
};

/** How a wire's stream is read. `Piece`: an event or a line of it. */
export type Reading<State, Piece> = {
  start: State;
  pieces: (body: ReadableStream<Uint8Array> | null) => AsyncIterable<Piece>;
  take: (state: State, piece: Piece) => Taken<State>;
  answerOf: (state: State) => AnswerState;
  /** Events before the answer's last ones. */
  atEnd?: (state: State) => readonly ModelEvent[];
};

/**
 * Streams the answer to one request, whatever its wire. What the server counted is told of an answer that fails too.
 * Throws StreamFaultError. When `signal` fires it may end without an error and without "done": the caller looks at the
 * signal first.
 * @param wire the request, with how its stream ended and what was wrong with it
 * @param send sends it
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
  try {
    const response = await send();
    for await (const piece of reading.pieces(response.body)) {
      if (isNothing(piece)) continue;
      const taken = reading.take(state, piece);
      state = taken.state;
      yield* taken.events ?? [];
      if (taken.fault !== undefined) throw new StreamFaultError(taken.fault, hasBegun(answer()));
      if (taken.isStrange === true) strange ??= strangeAnswer(piece);
      if (taken.isOver === true) break;
      if (taken.settles !== undefined) wire.settle(taken.settles.isCounted, taken.settles.hasCalls);
    }
  } catch (error) {
    // Behind a complete answer nothing can be wrong any more.
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

/** JSON under HTTP 200 that is none of an answer, as the whole of it. */
export const strangeAnswer = (json: unknown): StreamFault => ({
  at: "answer",
  status: 200,
  headers: new Headers(),
  body: JSON.stringify(json),
});

/** What is wrong with a piece that the protocol does not know: before the answer began, all that there is of one. */
export const unreadable = (answer: AnswerState, json: unknown): StreamFault =>
  hasBegun(answer) ? { at: "garbled" } : strangeAnswer(json);

/** In mid-answer a count may be that of its beginning: then only a bill is told. */
function counted(answer: AnswerState): ModelEvent[] {
  const { usage } = answer;
  const isTold = usage !== undefined && (!hasBegun(answer) || usage.cost !== undefined);
  return isTold ? [{ type: "usage", usage }] : [];
}

const wordsFault = ({ text, isError }: NotJson): StreamFault =>
  isError ? { at: "stream", error: text } : { at: "garbled", words: text };

/** A null or a number stands for nothing of an answer: servers that keep a connection alive send them. */
function isNothing(piece: unknown): boolean {
  const json = typeof piece === "object" && piece !== null && "json" in piece ? piece.json : piece;
  return json === null || typeof json === "boolean" || typeof json === "number";
}

function faultFrom(error: unknown, wire: StreamingRequest, state: AnswerState): StreamFaultError {
  if (error instanceof StreamFaultError) return error;
  // What was cut off by the end of the stream is no JSON either; then its end is the fault.
  const garbled = error instanceof NotJson && error.isWhole ? wordsFault(error) : undefined;
  return new StreamFaultError(garbled ?? faultAtEnd(wire, state) ?? { at: "cut" }, hasBegun(state));
}
