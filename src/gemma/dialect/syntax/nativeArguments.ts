import type { JsonObject } from "../../../model/message.ts";
import { parseLoose } from "../values/looseValues.ts";
import type { LooseSchema } from "../values/schema.ts";
import { stringMarks } from "../values/strings.ts";

/**
 * The arguments in a native body such as `{path:<|"|>a.ts<|"|>,n:1}` or `(path="a.ts")`; undefined where they cannot be
 * read with certainty.
 * @param closed a closing token ended the body, so that its last bracket or string mark may be missing.
 */
export function nativeArguments(
  body: string,
  schema: LooseSchema | undefined,
  closed: boolean,
): JsonObject | undefined {
  const inner = /^\(\s*(\{[^]*\})\s*\)\s*$/.exec(body)?.[1] ?? body;
  const value = parseLoose(inner, { schema, native: true, closed })?.value;
  if (typeof value !== "object" || value === null || Array.isArray(value) || leavesCallOpen(value)) return undefined;
  return value as JsonObject;
}

/** Where a value may begin, and a string mark with it. */
const beforeValue = /[:=[{,]\s*$/;
const opened = /<\|tool_call>\s*call:[\w.:-]+\s*[{(]|<start_function_call>\s*call:[\w.:-]+\s*[{(]/g;
const ended = /<tool_call\|>|<end_function_call>/g;

/**
 * Whether a text among the arguments shows the beginning of a call without its end, up to where a string begins or ends
 * in it: the text was then cut at a string mark that belongs to the call it shows.
 */
export function leavesCallOpen(value: unknown): boolean {
  if (typeof value === "string") {
    const cut = beforeValue.test(value.slice(-32)) || stringMarks.some((mark) => value.includes(mark));
    if (!cut || !value.includes("call:")) return false;
    return (value.match(opened)?.length ?? 0) > (value.match(ended)?.length ?? 0);
  }
  return typeof value === "object" && value !== null && Object.values(value).some(leavesCallOpen);
}
