import type { ToolCallPart } from "../../model/message.ts";
import type { Approvals } from "../approval/approvals.ts";
import { type Consents, consentTo } from "./consent.ts";
import type { Log } from "./log.ts";
import type { Plan, Tool } from "../ports/tool.ts";
import type { ApprovalDecision, TurnEvent } from "../transcript/turnEvent.ts";

type Tools = { tools: readonly Tool[]; approvals: Approvals; log: Log };

/** Runs the calls of one answer, in order. Their changes are asked about together, before the first of them is made. */
export async function* runCalls(
  work: Tools,
  calls: readonly ToolCallPart[],
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  const consents: Consents = new Map();
  for (const [at, call] of calls.entries()) {
    yield* runCall({ ...work, consents, later: calls.slice(at + 1) }, call, signal);
  }
}

/** Plans a call, has it approved where that is due, and runs it; all that fails becomes a result the model can read. */
async function* runCall(
  work: Tools & { consents: Consents; later: readonly ToolCallPart[] },
  call: ToolCallPart,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  const { tools, approvals, log, consents } = work;
  signal.throwIfAborted();
  const failed = (text: string) => log.add({ type: "tool-ended", callId: call.id, text, isError: true } as const);
  // A call that was cut may have no name yet: its fault tells the model more than a missing tool.
  if (call.fault !== undefined) return yield failed(call.fault);
  const tool = tools.find((each) => each.name === call.name);
  if (!tool) {
    const names = tools.map((each) => each.name).join(", ");
    return yield failed(`There is no tool "${call.name}". The tools are: ${names || "none"}.`);
  }
  const before = consents.get(call.id);
  if (before?.decision.type === "denied") return yield failed(declined(before.decision));
  let plan: Plan;
  try {
    plan = await tool.plan(call.arguments, signal);
  } catch (error) {
    signal.throwIfAborted();
    return yield failed(messageOf(error));
  }
  if (plan.change && approvals.standing(tool) === "ask") {
    const decision = yield* consentTo(work, { call, tool, change: plan.change }, signal);
    if (decision.type === "denied") return yield failed(declined(decision));
  }
  yield log.add({ type: "tool-started", callId: call.id });
  try {
    const result = await plan.run(signal);
    yield log.add({ type: "tool-ended", callId: call.id, isError: false, ...result });
  } catch (error) {
    signal.throwIfAborted();
    yield failed(messageOf(error));
  }
}

function declined({ reason }: Extract<ApprovalDecision, { type: "denied" }>): string {
  const why = reason ? ` Reason: ${reason}` : "";
  return `The user declined this change.${why} Do not repeat it; ask or try another way.`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
