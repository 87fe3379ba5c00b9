import type { ToolCallPart } from "../../model/message.ts";
import { ModelError } from "../../model/modelError.ts";
import type { Approvals } from "../approval/approvals.ts";
import { type Ask, shownAsk } from "../approval/ask.ts";
import { canonical } from "../approval/canonical.ts";
import { isSame } from "../approval/consent.ts";
import { diffsOf } from "../transcript/diffsOf.ts";
import { hasMore } from "../transcript/hasMore.ts";
import type { Log } from "./log.ts";
import type { Plan, Planned, Tool } from "../ports/tool.ts";
import type { ApprovalDecision, FileChange, ShownAsk, TurnEvent } from "../transcript/turnEvent.ts";
import { untilStopped } from "../../model/untilStopped.ts";

/** The user's decision on each call of one answer, what was asked, and what was shown for it. Call ids may repeat. */
export type Consents = Map<ToolCallPart, { decision: Answered; ask: Ask; shown: ShownAsk }>;

/** A plan that needs consent. */
export type AskingPlan = Extract<Plan, { asks: Ask }>;

type Answered = Extract<ApprovalDecision, { type: "allowed" | "denied" }>;
type Asking = { call: ToolCallPart; tool: Tool; ask: Ask; title?: string };
type Work = {
  tools: readonly Tool[];
  approvals: Approvals;
  log: Log;
  consents: Consents;
  /** The calls after the one that is about to run. */
  later: readonly ToolCallPart[];
};

/**
 * The decision on a call that asks: by a rule at once, otherwise by the user. A request that was shown before and is
 * unchanged is not repeated. An edit is shown together with the edits of later calls, each planned on the text that
 * earlier ones leave. Other kinds are asked one by one. Throws ModelError if stopped.
 */
export async function* consentTo(
  work: Work,
  { call, tool, plan }: { call: ToolCallPart; tool: Tool; plan: AskingPlan },
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, Exclude<ApprovalDecision, { type: "stopped" }>> {
  const { approvals, log, consents } = work;
  const { title } = plan;
  const asking: Asking = { call, tool, ask: plan.asks, ...(title !== undefined && { title }) };
  const ruled = await untilStopped(approvals.verdict({ tool: tool.name, ask: plan.asks }, signal), signal);
  if (ruled.decision === "allow") return { type: "allowed", scope: "once" };
  if (ruled.decision === "deny") {
    const { decision } = log.add({
      type: "approval-settled",
      callId: call.id,
      decision: { type: "forbidden", reason: ruled.reason },
    } as const);
    yield { type: "approval-settled", callId: call.id, decision };
    return decision;
  }
  const known = consentFor(consents, asking);
  if (known) return known;
  yield* ask(work, [asking, ...(await laterEdits(work, asking, signal))], signal);
  return consents.get(call)!.decision;
}

/** Asks the user about several calls at once and records the answers. */
async function* ask(
  { approvals, log, consents }: Work,
  asked: readonly Asking[],
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  // The waiters exist before the requests are posted, because an answer may come at once.
  const waiting = asked.map((each) => ({
    ...each,
    shown: shownAsk(each.ask),
    request: approvals.request({ tool: each.tool.name, ask: each.ask }, signal),
  }));
  for (const { call, tool, ask, title, shown, request } of waiting) {
    const { nonce } = request;
    const judged = approvals.described?.({ tool: tool.name, ask });
    const described = shown.kind === "command" && judged ? { ...shown, judged } : shown;
    const event = { type: "approval-wanted", callId: call.id, nonce, ask: described } as const;
    yield log.add(title === undefined ? event : { ...event, title });
  }
  const decisions = await Promise.all(waiting.map(({ request }) => request.answer));
  for (const [at, { call, ask, shown }] of waiting.entries()) {
    const decision = decisions[at]!;
    yield log.add({ type: "approval-settled", callId: call.id, decision });
    signal.throwIfAborted();
    if (decision.type !== "allowed" && decision.type !== "denied") {
      throw new ModelError({ kind: "aborted" }, "Stopped.");
    }
    consents.set(call, { decision, ask, shown });
  }
}

/**
 * The decision on a call, if its request is the one that was shown. A part that the card left out was seen in the whole
 * texts, so these must be the same ones.
 */
function consentFor(consents: Consents, { call, ask }: Asking): Answered | undefined {
  const known = consents.get(call);
  if (!known || canonical(known.shown) !== canonical(shownAsk(ask))) return undefined;
  return isCutShort(known.shown) && !isSame(known.ask, ask) ? undefined : known.decision;
}

const isCutShort = (shown: ShownAsk): boolean => diffsOf(shown).some(hasMore);

/** The edits of later calls to ask about. A call that can't be planned yet is asked about in its turn. */
async function laterEdits(
  { tools, approvals, consents, later }: Work,
  first: Asking,
  signal: AbortSignal,
): Promise<Asking[]> {
  if (first.ask.kind !== "edit") return [];
  const planned: Planned = new Map();
  takeUp(planned, first.ask.change);
  const found: Asking[] = [];
  const ids = new Set([first.call.id]);
  for (const call of later) {
    const tool = tools.find((each) => each.name === call.name);
    const isDenied = consents.get(call)?.decision.type === "denied";
    // A card identifies calls by id, so one with a repeated id is asked about in its turn.
    if (!tool || call.fault !== undefined || isDenied || ids.has(call.id)) continue;
    const plan = await tool.plan(call.arguments, signal, planned).catch(() => undefined);
    signal.throwIfAborted();
    if (plan?.asks?.kind !== "edit") continue;
    takeUp(planned, plan.asks.change);
    const entry: Asking = { call, tool, ask: plan.asks, ...(plan.title !== undefined && { title: plan.title }) };
    const { decision } = await untilStopped(approvals.verdict({ tool: tool.name, ask: plan.asks }, signal), signal);
    if (decision !== "ask" || consentFor(consents, entry)) continue;
    ids.add(call.id);
    found.push(entry);
  }
  return found;
}

function takeUp(planned: Planned, { path, before, after }: FileChange): void {
  const earlier = planned.get(path);
  planned.set(path, { before: earlier ? earlier.before : before, after });
}
