import type { Flow } from "./flow.ts";
import { JsonBlock } from "./jsonBlock.ts";
import { jsonClosers, markerAt, nativeClosers, nativeOpener, type Marker } from "./markers.ts";
import { NativeBlock, type NativeResult } from "./nativeBlock.ts";
import { nativeHead } from "./nativeCall.ts";
import { lookPastSpace } from "./strings.ts";

/**
 * Reads behind a call's opening token at `at`: a native body, a JSON body, or only a word about it.
 * @param done takes a native call and sets the next mode
 * @returns undefined when it is text after all; `at` in the same mode when undecided; else where to go on.
 */
export function readCall(
  flow: Flow,
  marker: Marker & { kind: "call" },
  work: string,
  at: number,
  ended: boolean,
  done: (result: NativeResult) => void,
): number | undefined {
  const from = at + marker.text.length;
  const doubled = markerAt(work, lookPastSpace(work, from), ended);
  if (doubled === "prefix") return at;
  if (doubled?.kind === "call" && doubled.text === marker.text) return from;
  const isTool = (name: string): boolean => marker.loud && flow.tools.find(name) !== undefined;
  const head = nativeHead(work, from, ended, { spaced: marker.body === "json", isTool });
  if (head.found === "no") return undefined;
  if (head.found === "more") {
    if (!ended) return at;
    const rest = work.slice(from);
    if (!marker.loud || !/^\s*:?\s*(?:c(?:a(?:l(?:l\s*(?::[^]*)?)?)?)?)?$/.test(rest)) return undefined;
    const name = /:\s*([^\s:]+)\s*$/.exec(rest)?.[1] ?? "";
    done({ name, raw: work.slice(at) });
    return work.length;
  }
  const opening = work.slice(at, head.body);
  if (head.found === "json") {
    const closers = [marker.close, marker.text, ...jsonClosers];
    flow.become(
      new JsonBlock(flow, { opening, closers, marked: true, mayBeWhole: false, exampleIfTextFollows: false }),
    );
  } else if (head.found === "unreadable") {
    done({ name: head.name, raw: opening });
  } else if (head.bare) {
    done({ name: head.name, raw: opening, call: { name: head.name, arguments: {} } });
  } else {
    flow.become(
      new NativeBlock(flow, {
        name: head.name,
        opening,
        opener: marker.text,
        closers: [...nativeClosers, ...(marker.body === "json" ? jsonClosers : []), marker.close],
        done,
      }),
    );
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

function nextNativeCall(flow: Flow, work: string, at: number, ended: boolean): number | "no" | "more" {
  const start = work.slice(at, at + label.length);
  if (start !== label) return !ended && label.startsWith(start) ? "more" : "no";
  const head = nativeHead(work, at, ended);
  if (head.found === "more" && !ended) return "more";
  if (head.found !== "native" || head.bare) return "no";
  flow.become(
    new NativeBlock(flow, {
      name: head.name,
      opening: work.slice(at, head.body),
      opener: nativeOpener,
      closers: nativeClosers,
      done: (result) => giveNativeCall(flow, result),
    }),
  );
  return head.body;
}
