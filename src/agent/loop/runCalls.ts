import type { ToolCallPart } from "../../model/message.ts";
import type { Approvals } from "../approval/approvals.ts";
import { withConsent } from "../approval/consent.ts";
import { type Consents, consentTo } from "./consent.ts";
import type { Log } from "./log.ts";
import type { Plan, Running, Tool, ToolResult } from "../ports/tool.ts";
import { withProgress } from "./progress.ts";
import { endOf } from "../transcript/toolOutput.ts";
import type { ApprovalDecision, TurnEvent } from "../transcript/turnEvent.ts";

type Tools = { tools: readonly Tool[]; approvals: Approvals; log: Log };

/** Runs the calls of one answer, in order. Their edits are asked about together, before the first one is made. */
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

/** Plans a call, asks for consent if needed, and runs it. Every failure becomes a result that the model can read. */
async function* runCall(
  work: Tools & { consents: Consents; later: readonly ToolCallPart[] },
  call: ToolCallPart,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  const { tools, log, consents } = work;
  signal.throwIfAborted();
  const failed = (text: string) => log.add({ type: "tool-ended", callId: call.id, text, isError: true } as const);
  // A cut call may have no name yet: its fault tells the model more than a missing tool.
  if (call.fault !== undefined) return yield failed(call.fault);
  const tool = tools.find((each) => each.name === call.name);
  if (!tool) {
    const names = tools.map((each) => each.name).join(", ");
    return yield failed(`There is no tool "${call.name}". The tools are: ${names || "none"}.`);
  }
  const before = consents.get(call);
  if (before?.decision.type === "denied") return yield failed(declined(before.decision));
  let plan: Plan;
  try {
    plan = await tool.plan(call.arguments, signal);
  } catch (error) {
    signal.throwIfAborted();
    return yield failed(messageOf(error));
  }
  let run: (running: Running) => Promise<ToolResult>;
  if (plan.asks) {
    const asking = plan;
    const decision = yield* consentTo(work, { call, tool, plan }, signal);
    if (decision.type === "denied") return yield failed(declined(decision));
    if (decision.type === "forbidden") return yield failed(forbidden(decision));
    run = (running) => withConsent(decision, asking, running);
  } else {
    const free = plan;
    run = (running) => free.run(running);
  }
  const { title } = plan;
  yield log.add({ type: "tool-started", callId: call.id, ...(title !== undefined && { title }) });
  try {
    const running = withProgress<TurnEvent, ToolResult>((tell) => run(runningOf(call, tell, signal)), signal);
    let next = await running.next();
    for (; !next.done; next = await running.next()) yield log.add(next.value);
    yield log.add({ type: "tool-ended", callId: call.id, isError: false, ...next.value });
  } catch (error) {
    signal.throwIfAborted();
    yield failed(messageOf(error));
  }
}

function runningOf({ id }: ToolCallPart, tell: (event: TurnEvent) => void, signal: AbortSignal): Running {
  return {
    signal,
    output(text) {
      const delta = endOf(text);
      tell({ type: "tool-output", callId: id, delta, ...(delta !== text && { skipped: true }) });
    },
    task: (task, event) => tell({ type: "task-event", callId: id, task, event }),
  };
}

function declined({ reason }: Extract<ApprovalDecision, { type: "denied" }>): string {
  const why = reason ? ` Reason: ${reason}` : "";
  return `The user declined this.${why} Do not repeat it; ask or try another way.`;
}

function forbidden({ reason }: Extract<ApprovalDecision, { type: "forbidden" }>): string {
  return `This is not allowed. ${reason} Do not repeat it; try another way.`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
