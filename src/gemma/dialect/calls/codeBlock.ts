import type { FenceOpening } from "../markdown/fences.ts";
import type { Begun, Introduction } from "./block.ts";
import type { Flow } from "./flow.ts";
import { introduction } from "./introduction.ts";
import { jsonHead } from "../syntax/jsonHead.ts";
import { pythonHead } from "../syntax/pythonHead.ts";
import { skipSpace } from "../values/strings.ts";

/** White space that may stand in front of what a code block holds. */
const blankStart = 200;

/**
 * Begins the calls where the code block that opens at `at` may hold calls.
 * @returns undefined when it holds none; `at` in the same mode when undecided; else where they go on.
 */
export function codeBlockCall(
  flow: Flow,
  block: FenceOpening,
  work: string,
  at: number,
  ended: boolean,
): number | undefined {
  const { reads } = flow;
  const json = block.json && reads.json;
  const python = block.python && reads.python;
  if (block.tool && (reads.json || reads.python)) {
    return start(flow, at, block, (before) => pythonBlock(block, true, before));
  }
  if (!json && !python) return undefined;
  const value = skipSpace(work, at + block.line.length);
  const tooFar = value - at - block.line.length > blankStart;
  if (value >= work.length || tooFar) return ended || tooFar ? undefined : at;
  const mayBeWhole = reads.wholeJson && flow.out.untouched;
  const anyName = reads.anyName || mayBeWhole || reads.announcedJson;
  const found = json ? jsonHead(work, value, ended, flow.tools, anyName) : ({ found: "no" } as const);
  if (found.found === "more") return at;
  if (found.found !== "no") {
    const opening = work.slice(at, value);
    const begun = start(flow, at, block, (before) => {
      const announced = reads.announcedJson && before.announced;
      if (found.found === "call" && !found.known && !(reads.anyName || mayBeWhole || announced)) return undefined;
      return { syntax: "json", opening, closers: [], fence: block.fence, marked: false, before };
    });
    return begun === undefined ? undefined : value;
  }
  if (!python) return undefined;
  const head = pythonHead(work, value, ended, flow.tools, reads.anyName || (reads.wholePython && flow.out.untouched));
  if (head.found === "more") return at;
  if (head.found === "no") return undefined;
  return start(flow, at, block, (before) => pythonBlock(block, false, before));
}

const pythonBlock = (block: FenceOpening, toolFence: boolean, before: Introduction): Begun => ({
  syntax: "python",
  opening: opened(block),
  fence: block.fence,
  toolFence,
  before,
});

/** The opening line without its line break: the source begins with it, so that the closing line is found at once. */
const opened = ({ line }: FenceOpening): string => (line.endsWith("\n") ? line.slice(0, -1) : line);

/** Begins the calls, if there are any, unless the text before makes the block an example. */
function start(
  flow: Flow,
  at: number,
  block: FenceOpening,
  calls: (before: Introduction) => Begun | undefined,
): number | undefined {
  const before = introduction(flow);
  const begun = before && calls(before);
  if (!begun) return undefined;
  flow.begin(begun);
  return at + opened(block).length;
}
