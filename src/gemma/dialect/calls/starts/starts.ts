import { jsonNames, makesCall, pythonNames } from "../decisions.ts";
import type { Introduction } from "../block.ts";
import type { Flow, Step } from "../flow.ts";
import { jsonHead } from "../../syntax/jsonHead.ts";
import { pythonHead } from "../../syntax/pythonHead.ts";

/** The introduction that lets most calls count, for what is judged before the words are. */
const best = (flow: Flow): Introduction => ({
  announced: true,
  example: false,
  words: false,
  first: flow.out.untouched,
});

/** Begins the block that reads calls in JSON from `at` on, if such stand there and the text before makes them no example. */
export function startJson(
  flow: Flow,
  work: string,
  at: number,
  ended: boolean,
  { opening, fence }: { opening: string; fence?: string } = { opening: "" },
): Step {
  const { reads, tools } = flow;
  if (!reads.json) return undefined;
  const names = jsonNames(reads, best(flow));
  const head = jsonHead(work, at, ended, tools, names.any || names.whole);
  if (head === undefined || head === "more") return head;
  const before = flow.introduction();
  if (before.example || (head !== "maybe" && !makesCall(jsonNames(reads, before), head, true))) return undefined;
  flow.begin({ syntax: "json", opening, closers: [], ...(fence !== undefined && { fence }), marked: false, before });
  return at;
}

/** The same for calls in Python, or one line of them. */
export function startPython(
  flow: Flow,
  work: string,
  at: number,
  ended: boolean,
  { opening, fence }: { opening: string; fence?: string } = { opening: "" },
): Step {
  const { reads, tools } = flow;
  if (!reads.python) return undefined;
  const names = pythonNames(reads, best(flow));
  const head = pythonHead(work, at, ended, tools, names.any || names.whole);
  if (head === undefined || head === "more") return head;
  const before = flow.introduction();
  if (before.example) return undefined;
  flow.begin({ syntax: "python", opening, ...(fence !== undefined && { fence }), toolFence: false, before });
  return at;
}
