import type { DialectOptions } from "../events.ts";

/** What a format reads beside the markers of every dialect. */
export type Reads = {
  json: boolean;
  python: boolean;
  /** `call:name{…}` without the token before it. */
  bareCalls: boolean;
  /** The format's own calls are Gemma's native ones. */
  native: boolean;
  /** Which calls of undeclared tools count: all, JSON that the model announced, or none. */
  unknown: "all" | "announced" | "none";
  /** An answer that is nothing but calls of undeclared tools in Python is calls, as it is in JSON. */
  wholePython: boolean;
};

/** What is read for these options. */
export function readsOf({ tools, format }: DialectOptions): Reads {
  const some = tools.length > 0;
  const jsonFormat = format === "gemma3-json" || format === "gemma3-python" || format === "lmstudio";
  const bare = jsonFormat || (format === "auto" && some);
  return {
    json: bare,
    python: bare && format !== "lmstudio",
    bareCalls: format !== "gemma3-json" && format !== "lmstudio",
    native: format === "gemma4" || format === "functiongemma",
    unknown: !jsonFormat ? "none" : some ? "announced" : "all",
    wholePython: format === "gemma3-python",
  };
}
