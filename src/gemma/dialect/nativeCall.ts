import type { JsonObject } from "../../model/message.ts";
import { endTokens } from "./markers.ts";
import { parseLoose } from "./looseValues.ts";
import { stringMarks } from "./strings.ts";
import type { LooseSchema } from "./toolIndex.ts";

/**
 * What stands behind the token that opens a call. "native": a name, then its body from `body` on (an opening bracket, or
 * no body at all); "unreadable": a name and something that is no body, up to `body`; "json": a JSON value from `body` on;
 * "no": prose that merely mentions the token.
 */
export type NativeHead =
  | { found: "no" }
  | { found: "more" }
  | { found: "json"; body: number }
  | { found: "unreadable"; name: string; body: number }
  | { found: "native"; name: string; body: number; bare: boolean };

// White space is bounded, so that what is undecided stays short and does not depend on how the text arrives.
const nameBefore = /\s{0,16}:?\s{0,8}((?:call\s{0,8}:\s{0,8}){1,2})?([\p{L}\p{N}_][\p{L}\p{N}_.:/-]{0,127})(\s{0,8})/uy;
const maybeName =
  /^\s{0,16}(?::?\s{0,8}(?:call\s{0,8}:\s{0,8}){0,2}(?:[\p{L}\p{N}_][\p{L}\p{N}_.:/-]{0,127}\s{0,8})?)?$/u;
/** A JSON body may stand in a code block of its own. */
const jsonStart = /\s{0,16}(?:```\w{0,12}\s{0,8})?(?=[{[])/y;
const maybeJsonStart = /^\s{0,16}`{1,3}\w{0,12}\s{0,8}$/;
const unreadable = /[^\n<]{0,200}(?=<)/y;

type HeadOptions = {
  /** White space may stand between a name without `call:` and the body. */
  spaced?: boolean;
  /** Whether a name is a tool's: it then needs no `call:` before it to stand alone between the tokens. */
  isTool?: (name: string) => boolean;
};

/** Judges what follows a call's opening token. `call:` may be missing, or have a stray colon before it. */
export function nativeHead(
  text: string,
  from: number,
  ended: boolean,
  { spaced = false, isTool = () => false }: HeadOptions = {},
): NativeHead {
  jsonStart.lastIndex = from;
  if (jsonStart.test(text)) return { found: "json", body: jsonStart.lastIndex };
  nameBefore.lastIndex = from;
  const found = nameBefore.exec(text);
  const at = nameBefore.lastIndex;
  if (found && at < text.length) {
    const name = found[2] ?? "";
    const next = text[at] ?? "";
    const labelled = found[1] !== undefined;
    if (name.endsWith(":")) return next === "{" ? { found: "json", body: at } : { found: "no" };
    if ("{(".includes(next) && (labelled || spaced || found[3] === ""))
      return { found: "native", name, body: at, bare: false };
    const alone = labelled || isTool(name);
    if (alone && endTokens.some((token) => text.startsWith(token, at))) {
      return { found: "native", name, body: at, bare: true };
    }
    if (alone && !ended && endTokens.some((token) => token.startsWith(text.slice(at)))) return { found: "more" };
    return labelled ? unreadableHead(text, at, name, ended) : { found: "no" };
  }
  const rest = text.slice(from, from + 256);
  return { found: maybeName.test(rest) || maybeJsonStart.test(rest) ? "more" : "no" };
}

/** A name with no body: a call all the same where a closing token is glued to what stands in its place. */
function unreadableHead(text: string, at: number, name: string, ended: boolean): NativeHead {
  unreadable.lastIndex = at;
  const found = unreadable.test(text);
  const end = unreadable.lastIndex;
  if (!found) return { found: !ended && /^[^\n<]{0,200}$/.test(text.slice(at, at + 201)) ? "more" : "no" };
  const glued = !/[\s([{"'“‘]/.test(text[end - 1] ?? " ");
  if (glued && endTokens.some((token) => text.startsWith(token, end))) return { found: "unreadable", name, body: end };
  return { found: glued && !ended && endTokens.some((token) => token.startsWith(text.slice(end))) ? "more" : "no" };
}

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
