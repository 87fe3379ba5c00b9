import { sentenceAbout } from "../markdown/cues.ts";
import { endTokens, nextEnd } from "./markers.ts";
import { lookPastSpace } from "../values/strings.ts";

/**
 * What stands behind the token that opens a call. "native": a name, then its body from `body` on (an opening bracket, or
 * no body at all); "unreadable": a name and something that is no body, up to `body`; "json": a JSON value from `body` on;
 * undefined: prose that merely mentions the token.
 */
export type NativeHead =
  | undefined
  | "more"
  | { found: "json"; body: number }
  | { found: "unreadable"; name: string; body: number }
  | { found: "native"; name: string; body: number; bare: boolean };

// White space is bounded, so that what is undecided stays short and does not depend on how the text arrives.
const nameBefore =
  /\s{0,16}:?\s{0,8}((?:call\s{0,8}:\s{0,8}){1,2}|call\s{1,8}(?=[\p{L}_][\p{L}\p{N}_.:/-]{0,127}\s{0,8}[{(]))?([\p{L}\p{N}_][\p{L}\p{N}_.:/-]{0,127})(\s{0,8})/uy;
const maybeName =
  /^\s{0,16}(?::?\s{0,8}(?:(?:call\s{0,8}:\s{0,8}){0,2}|call\s{1,8})(?:[\p{L}\p{N}_][\p{L}\p{N}_.:/-]{0,127}\s{0,8})?)?$/u;
/** A JSON body may stand in a code block of its own. */
const jsonStart = /\s{0,16}(?:```\w{0,12}\s{0,8})?(?=[{[])/y;
const maybeJsonStart = /^\s{0,16}`{1,3}\w{0,12}\s{0,8}$/;
/** What other families write between a name and its arguments, the kind of call before the name included. */
const separators = ["[ARGS]", "<|tool_call_argument_begin|>", "<｜tool▁sep｜>"];
const callId = /\[CALL_ID\][\w-]{1,64}/y;
const maybeCallId = /^(?:\[(?:C(?:A(?:L(?:L(?:_(?:I(?:D(?:\][\w-]{0,64})?)?)?)?)?)?)?)?)$/;
const ofKind = /\s{0,16}function<｜tool▁sep｜>/y;
const unreadable = /[^\n<]{0,200}(?=<)/y;
/** How far the end of a body that is none is looked for, where a known tool is called on a line of its own. */
const longestUnreadable = 4000;

export type HeadOptions = {
  /** White space may stand between a name without `call:` and the body. */
  spaced?: boolean;
  /** Whether a name is a tool's: it then needs no `call:` before it to stand alone between the tokens. */
  isTool?: (name: string) => boolean;
  /** The token begins a line: what is no body may go over several lines. */
  beginsLine?: boolean;
};

/** Judges what follows a call's opening token. `call:` may be missing, or have a stray colon before it. */
export function nativeHead(text: string, from: number, ended: boolean, options: HeadOptions = {}): NativeHead {
  const { spaced = false, isTool = () => false } = options;
  jsonStart.lastIndex = from;
  if (jsonStart.test(text)) return { found: "json", body: jsonStart.lastIndex };
  ofKind.lastIndex = from;
  if (ofKind.test(text)) from = ofKind.lastIndex;
  const rest = text.slice(from, from + 256);
  if (maybeName.test(rest) || maybeJsonStart.test(rest)) return "more";
  nameBefore.lastIndex = from;
  const found = nameBefore.exec(text);
  if (!found) return undefined;
  const name = (found[2] ?? "").replace(/(?<=.):+$/, "");
  const at = behindSeparator(text, nameBefore.lastIndex, ended);
  if (at === "more") return "more";
  const next = text[at] ?? "";
  const labelled = found[1] !== undefined;
  const known = isTool(name);
  if (name === "call" && found[2] !== name && !labelled) return next === "{" ? { found: "json", body: at } : undefined;
  const glued = at > nameBefore.lastIndex || found[3] === "";
  if (next !== "" && "{(".includes(next) && (labelled || spaced || known || glued))
    return { found: "native", name, body: at, bare: false };
  if (next === "`" && (labelled || spaced || known)) {
    jsonStart.lastIndex = at;
    if (jsonStart.test(text)) return { found: "native", name, body: jsonStart.lastIndex, bare: false };
    if (!ended && maybeJsonStart.test(text.slice(at, at + 24))) return "more";
  }
  const alone = labelled || known;
  if (alone && endTokens.some((token) => text.startsWith(token, at))) {
    return { found: "native", name, body: at, bare: true };
  }
  if (alone && !ended && endTokens.some((token) => token.startsWith(text.slice(at)))) return "more";
  if (known && options.beginsLine === true) return linesHead(text, at, name, ended);
  return labelled ? unreadableHead(text, at, name, ended) : undefined;
}

/** The position behind what may stand between a name and its body. */
function behindSeparator(text: string, at: number, ended: boolean): number | "more" {
  const rest = text.slice(at, at + 80);
  if (!ended && rest !== "" && (separators.some((each) => each.startsWith(rest)) || maybeCallId.test(rest)))
    return "more";
  callId.lastIndex = at;
  const from = callId.test(text) ? callId.lastIndex : at;
  const separator = separators.find((each) => text.startsWith(each, from));
  if (separator === undefined) {
    const undecided = !ended && from > at && separators.some((each) => each.startsWith(text.slice(from)));
    return undecided ? "more" : at;
  }
  const behind = lookPastSpace(text, from + separator.length);
  return behind >= text.length && !ended ? "more" : behind;
}

/** A name with no body: a call all the same where a closing token is glued to what stands in its place. */
function unreadableHead(text: string, at: number, name: string, ended: boolean): NativeHead {
  unreadable.lastIndex = at;
  const found = unreadable.test(text);
  const end = unreadable.lastIndex;
  if (!found) return !ended && /^[^\n<]{0,200}$/.test(text.slice(at, at + 201)) ? "more" : undefined;
  const glued = !/[\s([{"'“‘]/.test(text[end - 1] ?? " ");
  if (glued && endTokens.some((token) => text.startsWith(token, end))) return { found: "unreadable", name, body: end };
  return glued && !ended && endTokens.some((token) => token.startsWith(text.slice(end))) ? "more" : undefined;
}

/**
 * A known tool's name on a line of its own, with something that is no body up to a closing token or the end of the
 * answer. A sentence about the call is none.
 */
function linesHead(text: string, at: number, name: string, ended: boolean): NativeHead {
  const about = text[at - 1] === " " && text[at] !== "\n" ? sentenceAbout(text, at, ended) : false;
  if (about === "more") return "more";
  if (about) return undefined;
  const rest = text.slice(at, at + longestUnreadable);
  const end = nextEnd(rest, 0);
  if (end >= 0) return { found: "unreadable", name, body: at + end };
  if (!ended && rest.length < longestUnreadable) return "more";
  return rest.length < longestUnreadable ? { found: "unreadable", name, body: text.length } : undefined;
}
