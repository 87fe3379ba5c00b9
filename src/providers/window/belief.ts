import { windowTokens } from "../faults/reading/numbers.ts";

/**
 * Whence a window is believed.
 * - loaded: the server's own statement of what it has loaded. listed: a provider's list. preset: our own row of it.
 * - asked: what we asked the server for. maximum: what the model was made for. refusal: a refused request stated it.
 */
export type WindowSource = "loaded" | "listed" | "preset" | "asked" | "maximum" | "refusal";

/** `at`: since when, in milliseconds since the epoch. */
export type Belief = { tokens: number; source: WindowSource; at: number };

/** What is held of one model's window. Without a belief it is unknown. */
export type WindowState = {
  belief?: Belief;
  /** The most tokens of a prompt that the server was seen to read. */
  seen: number;
  /** A window that later evidence spoke against: the same statement is not believed again. */
  refuted?: number;
};

export const unknownWindow: WindowState = { seen: 0 };

/**
 * The server (or whoever) states a window, or that it has none now. The one that was refuted is not taken up again; with
 * another one the model has been loaded anew, and what was seen before says nothing any more.
 */
export function afterStatement(state: WindowState, tokens: unknown, source: WindowSource, at: number): WindowState {
  const stated = windowTokens(tokens);
  if (stated !== undefined && stated === state.refuted) return state;
  if (stated === state.belief?.tokens)
    return stated === undefined ? state : { ...state, belief: { tokens: stated, source, at } };
  return { seen: 0, ...(stated !== undefined && { belief: { tokens: stated, source, at } }) };
}

/** The server counted a prompt's tokens. A count above the window proves that the window is larger. */
export function afterCount(state: WindowState, promptTokens: number): WindowState {
  const { belief, ...rest } = { ...state, seen: Math.max(state.seen, promptTokens) };
  if (belief === undefined) return rest;
  return promptTokens > belief.tokens ? { ...rest, refuted: belief.tokens } : { ...rest, belief };
}

/** The server refused a prompt and named its window. */
export function afterRefusal(state: WindowState, tokens: unknown, at: number): WindowState {
  const stated = windowTokens(tokens);
  if (stated === undefined) return state;
  const before = state.belief?.tokens ?? state.refuted;
  const refuted = before === undefined || before === stated ? {} : { refuted: before };
  return { seen: 0, belief: { tokens: stated, source: "refusal", at }, ...refuted };
}
