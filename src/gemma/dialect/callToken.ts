import type { Flow } from "./flow.ts";
import { JsonBlock } from "./jsonBlock.ts";
import { jsonClosers, nativeClosers, type Marker } from "./markers.ts";
import { NativeBlock, type NativeResult } from "./nativeBlock.ts";
import { nativeHead } from "./nativeCall.ts";

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
  const head = nativeHead(work, from, ended);
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
  } else if (head.bare) {
    done({ name: head.name, raw: opening, call: { name: head.name, arguments: {} } });
  } else {
    flow.become(
      new NativeBlock(flow, {
        name: head.name,
        opening,
        opener: marker.text,
        closers: [...nativeClosers, marker.close],
        done,
      }),
    );
  }
  return head.body;
}
