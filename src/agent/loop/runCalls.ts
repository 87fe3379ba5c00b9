import type { ToolCallPart } from "../../model/message.ts";
import type { Approvals } from "../approval/approvals.ts";
import { withConsent } from "../approval/consent.ts";
import { type AskingPlan, type Consents, consentTo } from "./consent.ts";
import { failuresBefore } from "./failures.ts";
import type { Log } from "./log.ts";
import type { Questions } from "../ports/questions.ts";
import type { Effects } from "../ports/effects.ts";
import type { Plan, Running, Tool, ToolResult } from "../ports/tool.ts";
import { withProgress } from "./progress.ts";
import { runningOf } from "./runningOf.ts";
import { sideBySide } from "./sideBySide.ts";
import type { ApprovalDecision, TurnEvent } from "../transcript/turnEvent.ts";

/** `questions`: absent where nobody can answer a tool. */
type Tools = { tools: readonly Tool[]; approvals: Approvals; effects: Effects; questions?: Questions; log: Log };

/** How many calls that only read run at once. */
const MOST_AT_ONCE = 4;

/**
 * Runs the calls of one answer. Neighbours that only read run together; a call that asks waits for those before it, and
 * those after it wait for it. Results come in the order of the calls. The edits of an answer are asked about together,
 * before the first one is made.
 */
export async function* runCalls(
  work: Tools,
  calls: readonly ToolCallPart[],
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  const consents: Consents = new Map();
  let free: Ready[] = [];
  const runFree = async function* (): AsyncGenerator<TurnEvent> {
    const together = free.map((ready) => () => run(work, ready, signal));
    free = [];
    for await (const event of sideBySide(together, MOST_AT_ONCE)) yield work.log.add(event);
  };
  for (const [at, call] of calls.entries()) {
    signal.throwIfAborted();
    // Events name a call by its id, so one with a repeated id waits for the one before it.
    if (free.some((ready) => ready.call.id === call.id)) yield* runFree();
    let planned = await plan({ ...work, consents, free }, call, signal);
    if (free.length > 0 && !isFree(planned)) {
      yield* runFree();
      // The calls before it took time, so it is planned on what is there now.
      planned = await plan({ ...work, consents, free }, call, signal);
    }
    if (isFree(planned)) free.push(planned);
    else yield* runAsking({ ...work, consents, later: calls.slice(at + 1) }, planned, signal);
  }
  yield* runFree();
}

/** A call that runs unasked, or has failed already. */
type Ready = { call: ToolCallPart } & ({ fails: string } | { plan: FreePlan });
type FreePlan = Extract<Plan, { asks?: undefined }>;
type Asking = { call: ToolCallPart; tool: Tool; plan: AskingPlan };

const isFree = (planned: Ready | Asking): planned is Ready => !("tool" in planned);

/** Plans a call. Every failure becomes a result that the model can read. */
async function plan(
  { tools, log, consents, free }: Tools & { consents: Consents; free: readonly Ready[] },
  call: ToolCallPart,
  signal: AbortSignal,
): Promise<Ready | Asking> {
  // A cut call may have no name yet: its fault tells the model more than a missing tool.
  if (call.fault !== undefined) return { call, fails: call.fault };
  const tool = tools.find((each) => each.name === call.name);
  if (!tool) {
    const names = tools.map((each) => each.name).join(", ");
    return { call, fails: `There is no tool "${call.name}". The tools are: ${names || "none"}.` };
  }
  const before = consents.get(call);
  if (before?.decision.type === "denied") return { call, fails: declined(before.decision) };
  try {
    const planned = await tool.plan(call.arguments, signal);
    signal.throwIfAborted();
    return planned.asks ? { call, tool, plan: planned } : { call, plan: planned };
  } catch (error) {
    signal.throwIfAborted();
    const failures =
      failuresBefore(
        log.transcript.open,
        call,
        free.filter((each) => "fails" in each),
      ) + 1;
    const message = messageOf(error);
    return { call, fails: (await tool.onFailure?.(call.arguments, { failures, message }, signal)) ?? message };
  }
}

const ended = (call: ToolCallPart, text: string, isError: boolean): TurnEvent => ({
  type: "tool-ended",
  callId: call.id,
  text,
  isError,
});

/** Asks for consent to a call, then runs it. */
async function* runAsking(
  work: Tools & { consents: Consents; later: readonly ToolCallPart[] },
  asking: Asking,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  const { call, plan } = asking;
  const { log } = work;
  const decision = yield* consentTo(work, asking, signal);
  if (decision.type === "denied") return yield log.add(ended(call, declined(decision), true));
  if (decision.type === "forbidden") return yield log.add(ended(call, forbidden(decision), true));
  yield* withEffects(
    work,
    plan.asks,
    started(work, call, plan, (running) => withConsent(decision, plan, running), signal),
    signal,
  );
}

/** The events of a call with an effect. What it may change is kept, and all events so far are stored, before it runs. */
async function* withEffects(
  { effects, log }: Tools,
  ask: AskingPlan["asks"],
  running: AsyncGenerator<TurnEvent, TurnEvent>,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent> {
  for (const event of await effects.before(ask, signal)) yield log.add(event);
  await effects.recorded();
  signal.throwIfAborted();
  try {
    let next = await running.next();
    for (; !next.done; next = await running.next()) yield log.add(next.value);
    for (const event of await effects.after(ask)) yield log.add(event);
    yield log.add(next.value);
  } catch (error) {
    for (const event of await effects.after(ask)) yield log.add(event);
    throw error;
  }
}

/** Runs a call that asks for nothing; returns its end. */
async function* run(work: Tools, ready: Ready, signal: AbortSignal): AsyncGenerator<TurnEvent, TurnEvent> {
  const { call } = ready;
  if ("fails" in ready) return ended(call, ready.fails, true);
  const { plan } = ready;
  return yield* started(work, call, plan, (running) => plan.run(running), signal);
}

/** The events of a running call; returns its end. Throws only once the signal has fired. */
async function* started(
  { questions }: Tools,
  call: ToolCallPart,
  { title }: Plan,
  work: (running: Running) => Promise<ToolResult>,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, TurnEvent> {
  yield { type: "tool-started", callId: call.id, ...(title !== undefined && { title }) };
  try {
    const result = yield* withProgress<TurnEvent, ToolResult>(
      (tell) => work(runningOf(call, tell, questions, signal)),
      signal,
    );
    return { type: "tool-ended", callId: call.id, isError: false, ...result };
  } catch (error) {
    signal.throwIfAborted();
    return ended(call, messageOf(error), true);
  }
}

function declined({ reason }: Extract<ApprovalDecision, { type: "denied" }>): string {
  const why = reason ? ` Reason: ${reason}` : "";
  return `The user declined this.${why} Do not repeat it; ask or try another way.`;
}

function forbidden({ reason }: Extract<ApprovalDecision, { type: "forbidden" }>): string {
  return `This is not allowed. ${reason} Do not repeat it; try another way.`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
