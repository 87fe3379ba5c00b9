import type { ToolCallPart } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import { type CallHead, placeOf } from "./callPlace.ts";
import { argumentText, readArguments, scanOn, startOfScan } from "./callText.ts";
import { MOST_CALLS, type OpenCall, type ToolCallDelta } from "./openCall.ts";

type Taken = { calls: readonly OpenCall[]; events: ModelEvent[] };

/**
 * Adds one piece of a call to the open calls. Accepts: id and name on the first piece or on each; no id (one is made
 * up), one for all, or a new one per piece; no index, or one for all; arguments as text or object, whole, in pieces,
 * repeated from the start, or those of several calls in one text.
 * @param begins the protocol says that this starts another call
 */
export function takeToolCall(
  calls: readonly OpenCall[],
  piece: ToolCallDelta,
  newId: () => string,
  begins = false,
): Taken {
  const head: CallHead = {
    index: piece.index ?? undefined,
    id: piece.id ?? "",
    name: plainName(piece.function?.name ?? ""),
  };
  // The reader of the answer refuses one more call than there may be.
  if (calls.length > MOST_CALLS) return { calls, events: [] };
  const text = argumentText(piece.function?.arguments);
  const at = begins ? -1 : placeOf(calls, head, text);
  const old = calls[at];
  if (old === undefined) {
    const call = opened(calls, head, newId);
    return consumed([...calls, { ...call, retold: text }], calls.length, text, head, newId, named("", call));
  }
  const retold = text === "" ? old.retold : old.text === "" || text.startsWith(old.retold || "\0") ? text : "";
  const call = { ...old, name: nameOf(old, head.name), wireId: old.wireId || head.id, retold };
  return consumed(calls.with(at, call), at, text, head, newId, named(old.name, call));
}

const around = String.raw`[\s"'\u0060\u200b-\u200f\u2060\ufeff]`;
const noName = new RegExp(`^${around}+|(?:${around}|[({]|<[|/\\w].*)+$`, "gs");
/** Characters; what is longer is no name. */
const longestName = 200;

/** The most characters of a name that comes in pieces; nothing has such a name, and each piece copies it. */
const longestJoined = 1000;

/** A name without what models put around it: white space, quotes, an opening bracket, tokens of their templates. */
const plainName = (name: string): string =>
  name.startsWith("<|") || name.length > longestName ? name.trim() : name.replace(noName, "");

/** The complete call. Unreadable arguments become its fault, never an error. */
export function endToolCall(call: OpenCall, isCutByLength: boolean): ToolCallPart {
  const part = { type: "tool-call", id: call.id, name: call.name } as const;
  const joined = readArguments(call.text);
  const retold = readArguments(call.retold);
  const read = joined.ok || call.retold === "" || !retold.ok ? joined : retold;
  if (call.name === "")
    return { ...part, arguments: {}, fault: "The call names no tool. Call one of the tools by name." };
  if (read.ok) return { ...part, arguments: read.value };
  const fault = isCutByLength
    ? "The call was cut off because the answer reached its length limit. Make a shorter call, or several."
    : `The arguments are not a JSON object (${read.why}). Send the call again with one JSON object.`;
  return { ...part, arguments: {}, fault };
}

function opened(calls: readonly OpenCall[], { index, id, name }: CallHead, newId: () => string): OpenCall {
  const isFree = id !== "" && calls.every((call) => call.id !== id);
  const own = { index, wireId: id, id: isFree ? id : newId(), name };
  return { ...own, text: "", scan: startOfScan, isWhole: false, retold: "" };
}

/** A name may come late, in pieces, or longer each time. */
function nameOf({ name: old }: OpenCall, name: string): string {
  if (old === "" || name === old) return old || name;
  return (name === "" || name.startsWith(old) ? name || old : old + name).slice(0, longestJoined);
}

/** The start event of a call whose name is now known, with its arguments so far. */
const named = (before: string, { id, name, text }: OpenCall): ModelEvent[] =>
  before !== "" || name === "" ? [] : [{ type: "tool-call-start", id, name }, ...grown({ id, name }, text)];

/** Adds the text to the call at `at`; text after complete arguments starts another call. */
function consumed(
  calls: readonly OpenCall[],
  at: number,
  text: string,
  head: CallHead,
  newId: () => string,
  before: readonly ModelEvent[],
): Taken {
  const events = [...before];
  let all = calls;
  let place = at;
  let rest = text;
  for (let call = all[place]; call !== undefined && rest !== ""; call = all[place]) {
    if (call.isWhole) {
      rest = rest.replace(/^[\s,;]+/, "");
      if (rest === "" || isSaidAgain(call, head, rest)) break;
      if (isPlaceholder(call, head) && begins(call, rest)) {
        all = all.with(place, { ...call, text: "", scan: startOfScan, isWhole: false });
        continue;
      }
      if (begins(call, rest)) {
        if (all.length > MOST_CALLS) break;
        const next = opened(all, { ...head, index: head.index ?? call.index, name: head.name || call.name }, newId);
        place = all.length;
        all = [...all, next];
        events.push(...named("", next));
        continue;
      }
    }
    const { scan, end } = call.isWhole ? { scan: call.scan, end: 0 } : scanOn(call.scan, rest);
    const isWhole = scan.state === "whole" && end > 0 && readArguments(call.text + rest.slice(0, end)).ok;
    // Text after something unreadable belongs to it: the repair must see everything.
    const own = isWhole ? rest.slice(0, end) : rest;
    all = all.with(place, { ...call, text: call.text + own, scan, isWhole });
    events.push(...grown(call, own));
    rest = rest.slice(own.length);
  }
  return { calls: all, events };
}

/** Whether another object starts, or another text if the arguments were encoded twice. */
const begins = ({ text }: OpenCall, rest: string): boolean =>
  rest.startsWith("{") || (rest.startsWith('"') && text.trimStart().startsWith('"'));

/** Some gateways start a call with an empty object, before its arguments. */
const isPlaceholder = ({ text, wireId }: OpenCall, { id, name }: CallHead): boolean =>
  text.trim() === "{}" && name === "" && (id === "" || id === wireId);

/** Some servers repeat the complete call at the end. */
const isSaidAgain = ({ text, wireId }: OpenCall, { id }: CallHead, rest: string): boolean =>
  wireId !== "" && (id === "" || id === wireId) && rest.trim() === text.trim();

const grown = ({ id, name }: Pick<OpenCall, "id" | "name">, delta: string): ModelEvent[] =>
  delta === "" || name === "" ? [] : [{ type: "tool-call-delta", id, delta }];
