import type { Scan } from "./callText.ts";

/**
 * A call as it grows. `index` is the server's, where it gives one; `name` is empty until it has come. `isWhole`: its
 * arguments are one readable value. `retold`: the last piece, while each one repeats all before it and adds to that, as
 * from a server that tells the arguments anew each time; empty once one does not.
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
