import type { OpenCall } from "./openCall.ts";

/** What a piece of a call says of whose it is; empty where it says nothing. */
export type CallHead = { index: number | undefined; id: string; name: string };

/**
 * Which open call a piece belongs to; -1 opens another. An id that is known leads, then the index, then the place in
 * line. A new head where the call's arguments are whole, or another name, begins another call: some servers number all
 * calls 0, give all of them one id, or give every piece a new one.
 * @param text what the piece brings of arguments
 */
export function placeOf(calls: readonly OpenCall[], head: CallHead, text: string): number {
  const known = byId(calls, head);
  if (known >= 0) return continues(calls[known], head, text) ? known : -1;
  if (head.index === undefined) return inLine(calls, head, text);
  const at = calls.findLastIndex((call) => call.index === head.index);
  const call = calls[at];
  if (call !== undefined) return continues(call, head, text) ? at : -1;
  // A number for each piece: without a head it goes on with the call before it.
  const last = calls.at(-1);
  return head.name === "" && head.id === "" && last?.isWhole === false ? calls.length - 1 : -1;
}

/** The call of that id; under another index only what has no name of its own goes on with it. */
function byId(calls: readonly OpenCall[], { id, index, name }: CallHead): number {
  if (id === "") return -1;
  const hasPlace = (call: OpenCall): boolean =>
    call.index === undefined || index === undefined || call.index === index || (name === "" && !call.isWhole);
  return calls.findLastIndex((call) => call.wireId === id && hasPlace(call));
}

/** Without index or known id: the last call, unless a new one begins. */
function inLine(calls: readonly OpenCall[], head: CallHead, text: string): number {
  const last = calls.at(-1);
  if (last === undefined) return -1;
  const hasOtherHead = head.name !== "" && head.id !== "" && last.wireId !== "";
  const begins = hasOtherHead && (last.text === "" || opensAnew(last, text));
  return !begins && continues(last, head, text) ? calls.length - 1 : -1;
}

/** Whether an object begins where in the open one none can: it is another call's, whose pieces take turns. */
const opensAnew = ({ text: before, scan }: OpenCall, text: string): boolean =>
  /^\s*\{/.test(text) && !scan.inText && !/[:[,]\s*$/.test(before);

/** Whether a piece may go on with a call; what follows whole arguments is told apart by its text. */
function continues(call: OpenCall | undefined, { id, index, name }: CallHead, text: string): boolean {
  if (call === undefined) return false;
  if (name === "" || call.name === "") return true;
  if (name !== call.name) return isPieceOfName(call, id, index, text);
  if (!call.isWhole) return true;
  // The same head once more with nothing new in it is no other call; with arguments their text tells.
  const isOther = id !== "" && call.wireId !== "" && id !== call.wireId;
  return !isOther;
}

/** A name may come in pieces before any arguments; a call by another name brings an id or arguments of its own. */
const isPieceOfName = (call: OpenCall, id: string, index: number | undefined, text: string): boolean =>
  index !== undefined && (id === "" || id === call.wireId) && call.text === "" && text === "";
