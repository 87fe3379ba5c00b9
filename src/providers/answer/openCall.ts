import type { Scan } from "./callText.ts";

/** The most calls in one answer; models make up to some twenty. */
export const MOST_CALLS = 128;

/**
 * A growing call. `index`: the server's, if any. `name`: empty until it comes. `isWhole`: the arguments are one
 * readable value. `retold`: the last piece, if each piece repeats all before it and adds to it; empty otherwise.
 */
export type OpenCall = {
  index: number | undefined;
  wireId: string;
  id: string;
  name: string;
  text: string;
  scan: Scan;
  isWhole: boolean;
  retold: string;
};

/** One piece of a call; the arguments are text, an object or nothing. */
export type ToolCallDelta = {
  index?: number | null | undefined;
  id?: string | null | undefined;
  function?: { name?: string | null | undefined; arguments?: unknown } | null | undefined;
};
