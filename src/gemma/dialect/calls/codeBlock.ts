import type { Cue } from "../markdown/cues.ts";
import type { FenceOpening } from "../markdown/fences.ts";
import type { Begun } from "./block.ts";
import type { Flow } from "./flow.ts";
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
    return start(flow, at, block, () => pythonBlock(flow, block, true, false));
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
    const begun = start(flow, at, block, (cue, exampleIfTextFollows) => {
      const announced = reads.announcedJson && cue === "intent";
      if (found.found === "call" && !found.known && !(reads.anyName || mayBeWhole || announced)) return undefined;
      return {
        syntax: "json",
        opening,
        closers: [],
        fence: block.fence,
        marked: false,
        anyName: announced,
        mayBeWhole,
        exampleIfTextFollows,
      };
    });
    return begun === undefined ? undefined : value;
  }
  if (!python) return undefined;
  const head = pythonHead(work, value, ended, flow.tools, reads.anyName || (reads.wholePython && flow.out.untouched));
  if (head.found === "more") return at;
  if (head.found === "no") return undefined;
  return start(flow, at, block, (_, exampleIfTextFollows) => pythonBlock(flow, block, false, exampleIfTextFollows));
}

function pythonBlock(flow: Flow, block: FenceOpening, toolFence: boolean, exampleIfTextFollows: boolean): Begun {
  const mayBeWhole = !toolFence && flow.reads.wholePython && flow.out.untouched;
  return {
    syntax: "python",
    opening: opened(block),
    fence: block.fence,
    toolFence,
    mayBeWhole,
    exampleIfTextFollows,
  };
}

/** The opening line without its line break: the source begins with it, so that the closing line is found at once. */
const opened = ({ line }: FenceOpening): string => (line.endsWith("\n") ? line.slice(0, -1) : line);

/** Begins the calls, if there are any, unless the text before makes the block an example. */
function start(
  flow: Flow,
  at: number,
  block: FenceOpening,
  calls: (cue: Cue, exampleIfTextFollows: boolean) => Begun | undefined,
): number | undefined {
  const cue = flow.cue();
  const begun = cue === "example" ? undefined : calls(cue, cue === "none" && flow.out.recent.trim() !== "");
  if (!begun) return undefined;
  flow.begin(begun);
  return at + opened(block).length;
}
