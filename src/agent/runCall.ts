import type { ToolCallPart } from "../model/message.ts";
import { ModelError } from "../model/modelError.ts";
import type { Approvals } from "./approvals.ts";
import { fileDiff } from "./fileDiff.ts";
import type { Log } from "./log.ts";
import type { Plan, Tool } from "./tool.ts";
import type { TurnEvent } from "./turnEvent.ts";

/** Plans a call, has it approved where that is due, and runs it; all that fails becomes a result the model can read. */
export async function* runCall(
  { tools, approvals, log }: { tools: readonly Tool[]; approvals: Approvals; log: Log },
  call: ToolCallPart,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  signal.throwIfAborted();
  const failed = (text: string) => log.add({ type: "tool-ended", callId: call.id, text, isError: true } as const);
  // A call that was cut may have no name yet: its fault tells the model more than a missing tool.
  if (call.fault !== undefined) return yield failed(call.fault);
  const tool = tools.find((each) => each.name === call.name);
  if (!tool) {
    const names = tools.map((each) => each.name).join(", ");
    return yield failed(`There is no tool "${call.name}". The tools are: ${names || "none"}.`);
  }
  let plan: Plan;
  try {
    plan = await tool.plan(call.arguments, signal);
  } catch (error) {
    signal.throwIfAborted();
    return yield failed(messageOf(error));
  }
  if (plan.change && approvals.standing(tool) === "ask") {
    // The waiter exists before the request is posted: an answer can come at once.
    const waiting = approvals.wait({ callId: call.id, tool, change: plan.change }, signal);
    yield log.add({ type: "approval-wanted", callId: call.id, diff: fileDiff(plan.change) });
    const decision = await waiting;
    yield log.add({ type: "approval-settled", callId: call.id, decision });
    signal.throwIfAborted();
    if (decision.type === "denied") {
      const why = decision.reason ? ` Reason: ${decision.reason}` : "";
      return yield failed(`The user declined this change.${why} Do not repeat it; ask or try another way.`);
    }
    if (decision.type === "stopped") throw new ModelError({ kind: "aborted" }, "Stopped.");
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

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
