import type { ModelEvent } from "../../model/model.ts";
import { TooMuch } from "../../model/tooMuch.ts";
import type { AnswerState } from "./answerState.ts";
import { MOST_CALLS } from "./openCall.ts";

/**
 * The bounds of one answer, in characters. The longest answer of a model has 128,000 tokens, some 0.5 MB; a file that a
 * call writes is part of it.
 */
export const mostCharacters = { answer: 8 * 1024 * 1024, call: 2 * 1024 * 1024 } as const;

/** The most parts that a provider states of one thought, joined where they belong together; OpenRouter's have some ten. */
const MOST_DETAILS = 1000;

/** The size of an answer so far. */
export class AnswerSize {
  #characters = 0;

  /** Counts what a piece added. Throws TooMuch beyond a bound. */
  add(events: readonly ModelEvent[], { calls, details = [] }: AnswerState): void {
    for (const event of events) if ("delta" in event) this.#characters += event.delta.length;
    if (this.#characters > mostCharacters.answer) throw new TooMuch("8 million characters in one answer");
    if (calls.length > MOST_CALLS) throw new TooMuch(`${MOST_CALLS} calls in one answer`);
    if (details.length > MOST_DETAILS) throw new TooMuch(`${MOST_DETAILS} parts of one thought`);
    for (const { text } of calls)
      if (text.length > mostCharacters.call) throw new TooMuch("2 million characters in one call");
  }
}
