import * as v from "valibot";
import { statesError } from "./statedError.ts";

const errorsSchema = v.union([
  /** Runware, also in its OpenAI-compatible stream. */
  v.object({ errors: v.pipe(v.array(v.unknown()), v.minLength(1)) }),
  /** vLLM. */
  v.object({ object: v.literal("error") }),
  /** The error object itself, without the key `error` around it. */
  v.object({ message: v.string(), choices: v.optional(v.undefined()) }),
]);
const errorSchema = v.object({ error: v.pipe(v.unknown(), v.check(Boolean)) });
/**
 * The error that an event holds in place of a chunk; undefined if there is none.
 * @param name the event's own name
 */
export function errorIn(json: unknown, name?: string): unknown {
  // Google sends a list with the error, as in its own streams.
  if (Array.isArray(json)) return errorIn(json[0], name);
  const read = v.safeParse(errorSchema, json);
  if (read.success) return read.output.error;
  return name === "error" || v.is(errorsSchema, json) || statesError(json) ? json : undefined;
}
