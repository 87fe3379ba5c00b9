import { jsonNames, makesCall, pythonNames } from "./decisions.ts";
import type { Introduction } from "./block.ts";
import type { Flow } from "./flow.ts";
import { jsonHead } from "../syntax/jsonHead.ts";
import { pythonHead } from "../syntax/pythonHead.ts";

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
  { opening, fence }: { opening: string; fence?: string },
): "begun" | "more" | "no" {
  const { reads, tools } = flow;
  if (!reads.json) return "no";
  const names = jsonNames(reads, best(flow));
  const head = jsonHead(work, at, ended, tools, names.any || names.whole);
  if (head.found === "no" || head.found === "more") return head.found;
  const before = flow.introduction();
  if (before.example || (head.found === "call" && !makesCall(jsonNames(reads, before), head, true))) return "no";
  flow.begin({ syntax: "json", opening, closers: [], ...(fence !== undefined && { fence }), marked: false, before });
  return "begun";
}

/** The same for calls in Python, or one line of them. */
export function startPython(
  flow: Flow,
  work: string,
  at: number,
  ended: boolean,
  { opening, fence }: { opening: string; fence?: string },
): "begun" | "more" | "no" {
  const { reads, tools } = flow;
  if (!reads.python) return "no";
  const names = pythonNames(reads, best(flow));
  const head = pythonHead(work, at, ended, tools, names.any || names.whole);
  if (head.found === "no" || head.found === "more") return head.found;
  const before = flow.introduction();
  if (before.example) return "no";
  flow.begin({ syntax: "python", opening, ...(fence !== undefined && { fence }), toolFence: false, before });
  return "begun";
}
