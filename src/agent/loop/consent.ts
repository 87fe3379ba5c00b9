import type { ToolCallPart } from "../../model/message.ts";
import { ModelError } from "../../model/modelError.ts";
import type { Approvals } from "../approval/approvals.ts";
import { fileDiff } from "../transcript/fileDiff.ts";
import type { Log } from "./log.ts";
import type { Planned, Tool } from "../ports/tool.ts";
import type { ApprovalDecision, FileChange, FileDiff, TurnEvent } from "../transcript/turnEvent.ts";

/** What the user decided about each call of one answer, by its id, and what was shown for it. */
export type Consents = Map<string, { decision: Answered; diff: FileDiff }>;

type Answered = Exclude<ApprovalDecision, { type: "stopped" }>;
type Change = { call: ToolCallPart; tool: Tool; change: FileChange };
type Work = {
  tools: readonly Tool[];
  approvals: Approvals;
  log: Log;
  consents: Consents;
  /** The calls behind the one that is about to run. */
  later: readonly ToolCallPart[];
};

/**
 * The user's decision about a change. One that was shown before, and is the same still, is not asked about again;
 * otherwise the changes of the later calls are asked about with it: each is worked out on the text that those before it
 * leave. Throws ModelError when it was stopped.
 */
export async function* consentTo(work: Work, change: Change, signal: AbortSignal): AsyncGenerator<TurnEvent, Answered> {
  const { approvals, log, consents } = work;
  const known = consentFor(consents, change);
  if (known) return known;
  const asked = [change, ...(await laterChanges(work, change, signal))];
  // The waiters exist before the requests are posted: an answer can come at once.
  const waiting = asked.map(({ call, tool, change }) => approvals.wait({ callId: call.id, tool, change }, signal));
  const diffs = asked.map(({ change }) => fileDiff(change));
  for (const [at, { call }] of asked.entries()) {
    yield log.add({ type: "approval-wanted", callId: call.id, diff: diffs[at]! });
  }
  const decisions = await Promise.all(waiting);
  for (const [at, { call }] of asked.entries()) {
    const decision = decisions[at]!;
    yield log.add({ type: "approval-settled", callId: call.id, decision });
    signal.throwIfAborted();
    if (decision.type === "stopped") throw new ModelError({ kind: "aborted" }, "Stopped.");
    consents.set(call.id, { decision, diff: diffs[at]! });
  }
  return consents.get(change.call.id)!.decision;
}

/** What was decided about a change, if it is the one that was shown. */
function consentFor(consents: Consents, { call, change }: Change): Answered | undefined {
  const known = consents.get(call.id);
  return known && JSON.stringify(known.diff) === JSON.stringify(fileDiff(change)) ? known.decision : undefined;
}

/** The changes of later calls that are to be asked about. A call that cannot be planned yet is asked about in its turn. */
async function laterChanges(
  { tools, approvals, consents, later }: Work,
  first: Change,
  signal: AbortSignal,
): Promise<Change[]> {
  const planned: Planned = new Map();
  takeUp(planned, first.change);
  const found: Change[] = [];
  for (const call of later) {
    const tool = tools.find((each) => each.name === call.name);
    const isDenied = consents.get(call.id)?.decision.type === "denied";
    if (!tool || tool.touches === "reads" || call.fault !== undefined || isDenied) continue;
    const change = await tool.plan(call.arguments, signal, planned).then(
      (plan) => plan.change,
      () => undefined,
    );
    signal.throwIfAborted();
    if (!change) continue;
    takeUp(planned, change);
    const entry = { call, tool, change };
    if (approvals.standing(tool) === "ask" && !consentFor(consents, entry)) found.push(entry);
  }
  return found;
}

function takeUp(planned: Planned, { path, before, after }: FileChange): void {
  const earlier = planned.get(path);
  planned.set(path, { before: earlier ? earlier.before : before, after });
}
