import { byToken, type NativeIntroduction, type NativeResult } from "../block.ts";
import type { Flow, Step } from "../flow.ts";
import { jsonClosers, markerAt, nativeClosers, nativeOpener, type Marker } from "../../syntax/markers.ts";
import { nativeHead } from "../../syntax/nativeHead.ts";
import { lookPastSpace } from "../../values/strings.ts";

/**
 * Reads behind a call's opening token at `at`: a native body, a JSON body, or only a word about it.
 * @param by what a native call here is introduced by
 * @param beginsLine nothing but blanks stands before the token on its line
 * @param tagged what is behind it may be written in tags: a cut one is a call that cannot be run
 */
export function readCall(
  flow: Flow,
  marker: Marker & { kind: "call" },
  work: string,
  at: number,
  ended: boolean,
  by: NativeIntroduction,
  { beginsLine = false, tagged = false }: { beginsLine?: boolean; tagged?: boolean } = {},
): Step {
  const from = at + marker.text.length;
  const doubled = markerAt(work, lookPastSpace(work, from), ended);
  if (doubled === "more") return "more";
  if (doubled?.kind === "call" && doubled.text === marker.text) return from;
  const isTool = (name: string): boolean => marker.loud && flow.tools.meant(name) !== undefined;
  const head = nativeHead(work, from, ended, { spaced: marker.body === "json", isTool, beginsLine });
  if (head === undefined) {
    const cutInTag =
      ended && tagged && marker.loud && /^\s{0,16}<[\w:]{0,64}(?:=[\w.:/-]{0,64})?$/.test(work.slice(from));
    if (!cutInTag) return undefined;
    flow.took({ name: "", raw: work.slice(at) }, by);
    return work.length;
  }
  if (head === "more") {
    if (!ended) return "more";
    const rest = work.slice(from);
    if (!marker.loud || !/^\s*:?\s*(?:c(?:a(?:l(?:l\s*(?::[^]*)?)?)?)?)?$/.test(rest)) return undefined;
    const name = /:\s*([^\s:]+)\s*$/.exec(rest)?.[1] ?? "";
    flow.took({ name, raw: work.slice(at) }, by);
    return work.length;
  }
  const opening = work.slice(at, head.body);
  if (head.found === "json") {
    const closers = [marker.close, marker.text, ...jsonClosers];
    flow.begin({ syntax: "json", opening, closers, marked: true, before: byToken });
  } else if (head.found === "unreadable") {
    flow.took({ name: head.name, raw: opening }, by);
  } else if (head.name === "print" && flow.tools.find("print") === undefined) {
    // Python that prints what a call gives.
    const start = head.body - /print\s*$/.exec(opening)![0].length;
    flow.begin({
      syntax: "json",
      opening: work.slice(at, start),
      closers: [marker.close, ...jsonClosers],
      marked: true,
      before: byToken,
    });
    return start;
  } else if (head.bare) {
    flow.took({ name: head.name, raw: opening, call: { name: head.name, arguments: {} } }, by);
  } else {
    flow.begin({
      syntax: "native",
      by,
      name: head.name,
      opening,
      opener: marker.text,
      closers: [...nativeClosers, ...(marker.body === "json" ? jsonClosers : []), marker.close],
    });
  }
  return head.body;
}

/** Takes a native call that was read: gives it out and goes on behind it, where others may follow without a token. */
export function giveNativeCall(flow: Flow, { name, raw, call }: NativeResult): void {
  if (call) flow.out.call(call);
  else flow.out.incomplete(raw, name);
  flow.afterCall((work, at, ended) => nextNativeCall(flow, work, at, ended));
}

const label = "call:";

function nextNativeCall(flow: Flow, work: string, at: number, ended: boolean): Step {
  const start = work.slice(at, at + label.length);
  if (start !== label) return !ended && label.startsWith(start) ? "more" : undefined;
  const head = nativeHead(work, at, ended);
  if (head === "more" && !ended) return "more";
  if (typeof head !== "object" || head.found !== "native" || head.bare) return undefined;
  flow.begin({
    syntax: "native",
    by: "token",
    name: head.name,
    opening: work.slice(at, head.body),
    opener: nativeOpener,
    closers: nativeClosers,
  });
  return head.body;
}
