import { giveNativeCall } from "./callToken.ts";
import type { Flow } from "./flow.ts";
import { JsonBlock } from "./jsonBlock.ts";
import { jsonHead } from "./jsonHead.ts";
import type { Line } from "./line.ts";
import { nativeClosers, nativeOpener } from "./markers.ts";
import { NativeBlock } from "./nativeBlock.ts";
import { nativeHead } from "./nativeCall.ts";
import { PythonBlock } from "./pythonBlock.ts";
import { pythonHead } from "./pythonHead.ts";

/*
 * Calls without tokens of their own. Each function answers: undefined, nothing but text begins here; the same position
 * in the same mode, undecided; else the position where the mode that was set goes on.
 */

const nativeValue = /^\{\s*[\w-]+\s*[:=]\s*<(?:\|"\||escape)>/;
const maybeNativeValue = /^\{\s*[\w-]*\s*[:=]?\s*(?:<(?:\|(?:"\|?)?|e|es|esc|esca|escap|escape)?)?$/;

/** A call that begins a line: JSON, Python, or `call:name{…}`. */
export function lineCall(flow: Flow, work: string, at: number, ended: boolean): number | undefined {
  const char = work[at] ?? "";
  if (char === "{") return bareJson(flow, work, at, ended);
  if (char === "[") return bareJson(flow, work, at, ended) ?? barePython(flow, work, at, ended);
  if (char === "c" && flow.reads.bareCalls) {
    const start = work.slice(at, at + 5);
    if (start === "call:") return bareNative(flow, work, at, ended);
    if (!ended && "call:".startsWith(start)) return at;
  }
  return /[A-Za-z_]/.test(char) ? barePython(flow, work, at, ended) : undefined;
}

/** JSON behind the words that announce it on the same line: `Here is the call: {…`. */
export function midLineCall(flow: Flow, line: Line, work: string, at: number, ended: boolean): number | undefined {
  const announced = /\s/.test(line.previous) && /[:;.!?>][*_]{0,3}$/.test(flow.out.recent);
  return announced ? bareJson(flow, work, at, ended) : undefined;
}

function bareJson(flow: Flow, work: string, at: number, ended: boolean): number | undefined {
  const { reads, out } = flow;
  if (!reads.json) return undefined;
  const mayBeWhole = reads.wholeJson && out.untouched;
  const head = jsonHead(work, at, ended, flow.tools, reads.anyName || mayBeWhole);
  if (head.found === "no") return undefined;
  if (head.found === "more") return at;
  if (flow.cue() === "example") return undefined;
  flow.become(
    new JsonBlock(flow, { opening: "", closers: [], marked: false, mayBeWhole, exampleIfTextFollows: false }),
  );
  return at;
}

function barePython(flow: Flow, work: string, at: number, ended: boolean): number | undefined {
  const { reads, out } = flow;
  if (!reads.python) return undefined;
  const mayBeWhole = reads.wholePython && out.untouched;
  const head = pythonHead(work, at, ended, flow.tools, reads.anyName || mayBeWhole);
  if (head.found === "no") return undefined;
  if (head.found === "more") return at;
  if (flow.cue() === "example") return undefined;
  flow.become(new PythonBlock(flow, { opening: "", toolFence: false, mayBeWhole, exampleIfTextFollows: false }));
  return at;
}

/**
 * `call:name{…}` whose opening token was lost: of a known tool, with string marks, or at the answer's beginning where tools
 * or the format make calls likely.
 */
function bareNative(flow: Flow, work: string, at: number, ended: boolean): number | undefined {
  const head = nativeHead(work, at, ended);
  if (head.found === "more" && !ended) return at;
  if (head.found !== "native" || head.bare) return undefined;
  const likely = flow.out.untouched && (flow.tools.size > 0 || flow.reads.native);
  if (flow.tools.find(head.name) === undefined && !likely) {
    const look = work.slice(head.body, head.body + 140);
    if (!nativeValue.test(look)) {
      return !ended && look.length < 140 && maybeNativeValue.test(look) ? at : undefined;
    }
  }
  if (flow.cue() === "example") return undefined;
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
