import type { JsonObject, ToolCallPart } from "../../model/message.ts";
import type { ModelEvent } from "../../model/model.ts";
import type { ToolCallDelta } from "./chunk.ts";

/** A call as it grows. `index` is the server's, where it gives one; `name` is empty until it has come. */
export type OpenCall = { index: number | undefined; wireId: string; id: string; name: string; text: string };

/**
 * Takes one piece of a call into the open calls. Accepted: id and name on the first piece only or on each; no id (one
 * is made up); no index; several whole calls under one index; arguments as text or as an object.
 */
export function takeToolCall(
  calls: readonly OpenCall[],
  piece: ToolCallDelta,
  newId: () => string,
): { calls: readonly OpenCall[]; events: ModelEvent[] } {
  const text = argumentText(piece.function?.arguments);
  const name = piece.function?.name ?? "";
  const at = placeOf(calls, piece, name);
  const old = calls[at];
  if (old === undefined) {
    const wireId = piece.id ?? "";
    const isFree = wireId !== "" && calls.every((call) => call.id !== wireId);
    const call = { index: piece.index ?? undefined, wireId, id: isFree ? wireId : newId(), name, text };
    return { calls: [...calls, call], events: name === "" ? [] : announced(call, text) };
  }
  const isNamedNow = old.name === "" && name !== "";
  const call = { ...old, name: old.name === "" ? name : old.name, text: old.text + text };
  const events = isNamedNow ? announced(call, call.text) : call.name === "" ? [] : grown(call.id, text);
  return { calls: calls.with(at, call), events };
}

/** The whole call, once no more of it can come. Arguments that cannot be read become its fault, never an error. */
export function endToolCall(call: OpenCall, isCutByLength: boolean): ToolCallPart {
  const part = { type: "tool-call", id: call.id, name: call.name } as const;
  const read = readArguments(call.text);
  if (call.name === "")
    return { ...part, arguments: {}, fault: "The call names no tool. Call one of the tools by name." };
  if (read.ok) return { ...part, arguments: read.value };
  const fault = isCutByLength
    ? "The call was cut off because the answer reached its length limit. Make a shorter call, or several."
    : `The arguments are not a JSON object (${read.why}). Send the call again with one JSON object.`;
  return { ...part, arguments: {}, fault };
}

/**
 * Which open call a piece belongs to; -1 opens another. Same index or id means the same call, except where the piece
 * brings another name with another id or none, or with another id begins anew after a complete object: some servers number
 * all calls 0.
 */
function placeOf(calls: readonly OpenCall[], piece: ToolCallDelta, name: string): number {
  const id = piece.id ?? "";
  const { index } = piece;
  const at =
    typeof index === "number"
      ? calls.findLastIndex((call) => call.index === index)
      : id !== ""
        ? calls.findLastIndex((call) => call.wireId === id)
        : calls.length - 1;
  const call = calls[at];
  if (call === undefined) return -1;
  if (name === "") return at;
  const isNew = (): boolean => (call.name !== "" && name !== call.name) || isComplete(call);
  const hasOtherId = id !== "" && call.wireId !== "" && id !== call.wireId;
  // Google numbers parallel calls 0 and gives the later ones no id; a name on every piece of one call is no new call.
  const hasOtherName = id === "" && call.name !== "" && name !== call.name;
  const isUnnumbered = typeof index !== "number" && id === "";
  return (hasOtherId || hasOtherName || isUnnumbered) && isNew() ? -1 : at;
}

const isComplete = (call: OpenCall): boolean => call.text !== "" && readArguments(call.text).ok;

function announced(call: OpenCall, text: string): ModelEvent[] {
  return [{ type: "tool-call-start", id: call.id, name: call.name }, ...grown(call.id, text)];
}

const grown = (id: string, delta: string): ModelEvent[] =>
  delta === "" ? [] : [{ type: "tool-call-delta", id, delta }];

function argumentText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

type Read = { ok: true; value: JsonObject } | { ok: false; why: string };

/** No text means no arguments, and so does null; JSON that was encoded twice is decoded twice. */
function readArguments(text: string): Read {
  if (text.trim() === "") return { ok: true, value: {} };
  const once = parseJson(text);
  const value = typeof once === "string" ? parseJson(once) : once;
  if (value === null) return { ok: true, value: {} };
  if (isObject(value)) return { ok: true, value };
  return { ok: false, why: value === undefined ? "it is not valid JSON" : "it is valid JSON, but not an object" };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
