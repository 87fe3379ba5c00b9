import type { OpenCall } from "./openCall.ts";

/** The identity of a piece of a call; fields are empty if not stated. */
export type CallHead = { index: number | undefined; id: string; name: string };

/**
 * The index of the open call that a piece belongs to; -1 starts another. A known id decides, then the index, then the
 * order. A new head after complete arguments, or another name, starts another call: some servers number all calls 0,
 * give all of them one id, or give every piece a new id.
 * @param text the piece's arguments
 */
export function placeOf(calls: readonly OpenCall[], head: CallHead, text: string): number {
  const known = byId(calls, head);
  if (known >= 0) return continues(calls[known], head, text) ? known : -1;
  if (head.index === undefined) return inLine(calls, head, text);
  const at = calls.findLastIndex((call) => call.index === head.index);
  const call = calls[at];
  if (call !== undefined) return continues(call, head, text) ? at : -1;
  // Every piece has a number: without a head it continues the previous call.
  const last = calls.at(-1);
  return head.name === "" && head.id === "" && last?.isWhole === false ? calls.length - 1 : -1;
}

/** The call with that id; under another index, only a piece without a name continues it. */
function byId(calls: readonly OpenCall[], { id, index, name }: CallHead): number {
  if (id === "") return -1;
  const hasPlace = (call: OpenCall): boolean =>
    call.index === undefined || index === undefined || call.index === index || (name === "" && !call.isWhole);
  return calls.findLastIndex((call) => call.wireId === id && hasPlace(call));
}

/** Without index or known id: the last call, unless a new one starts. */
function inLine(calls: readonly OpenCall[], head: CallHead, text: string): number {
  const last = calls.at(-1);
  if (last === undefined) return -1;
  const hasOtherHead = head.name !== "" && head.id !== "" && last.wireId !== "";
  const begins = hasOtherHead && (last.text === "" || opensAnew(last, text));
  return !begins && continues(last, head, text) ? calls.length - 1 : -1;
}

/** Whether an object starts where the open call can't have one: it belongs to another, interleaved call. */
const opensAnew = ({ text: before, scan }: OpenCall, text: string): boolean =>
  /^\s*\{/.test(text) && !scan.inText && !/[:[,]\s*$/.test(before);

/** Whether a piece may continue a call; text after complete arguments decides. */
function continues(call: OpenCall | undefined, { id, index, name }: CallHead, text: string): boolean {
  if (call === undefined) return false;
  if (name === "" || call.name === "") return true;
  if (name !== call.name) return isPieceOfName(call, id, index, text);
  if (!call.isWhole) return true;
  // The same head without anything new is not another call; with arguments, their text decides.
  const isOther = id !== "" && call.wireId !== "" && id !== call.wireId;
  return !isOther;
}

/** A name may come in pieces before any arguments; another call has an id or arguments. */
const isPieceOfName = (call: OpenCall, id: string, index: number | undefined, text: string): boolean =>
  index !== undefined && (id === "" || id === call.wireId) && call.text === "" && text === "";
