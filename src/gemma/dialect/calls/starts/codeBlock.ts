import type { FenceOpening } from "../../markdown/fences.ts";
import type { Flow, Step } from "../flow.ts";
import { startJson, startPython } from "./starts.ts";
import { skipSpace } from "../../values/strings.ts";

/** White space that may stand in front of what a code block holds. */
const blankStart = 200;

/**
 * Begins the calls where the code block that opens at `at` may hold calls.
 */
export function codeBlockCall(flow: Flow, block: FenceOpening, work: string, at: number, ended: boolean): Step {
  const { reads } = flow;
  const fence = block.fence.mark;
  // Without its line break: Python's source begins with it, so that the closing line is found at once.
  const opening = block.line.endsWith("\n") ? block.line.slice(0, -1) : block.line;
  if (block.tool && (reads.json || reads.python)) {
    const before = flow.introduction();
    if (before.example) return undefined;
    flow.begin({ syntax: "python", opening, fence, toolFence: true, before });
    return at + opening.length;
  }
  if (!(block.json && reads.json) && !(block.python && reads.python)) return undefined;
  const value = skipSpace(work, at + block.line.length);
  const tooFar = value - at - block.line.length > blankStart;
  if (value >= work.length || tooFar) return ended || tooFar ? undefined : "more";
  const json = block.json ? startJson(flow, work, value, ended, { opening: work.slice(at, value), fence }) : undefined;
  if (json !== undefined) return json;
  const python = block.python ? startPython(flow, work, value, ended, { opening, fence }) : undefined;
  return typeof python === "number" ? at + opening.length : python;
}
