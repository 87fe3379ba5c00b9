import type { Message, ToolCallPart } from "../model/message.ts";
import type { Model, ModelRequest, Sampling, StopReason } from "../model/model.ts";
import { ModelError, toModelError } from "../model/modelError.ts";
import type { Approvals } from "./approvals.ts";
import { fileDiff } from "./fileDiff.ts";
import { messagesOf } from "./messages.ts";
import type { Plan, Tool } from "./tool.ts";
import { record, type ToolItem, type Transcript } from "./transcript.ts";
import type { TurnEvent, TurnOutcome } from "./turnEvent.ts";

/** Who answers, and with what at hand. */
export type Answerer = {
  model: Model;
  system: string;
  tools: readonly Tool[];
  sampling: Sampling;
  /** True makes the first answer a tool call, by grammar where the engine can: small models rarely begin by themselves. */
  startWithTool?: boolean;
};

export type TurnInput = {
  transcript: Transcript;
  asked: Extract<TurnEvent, { type: "asked" }>;
  /** Called once, after the question is recorded; a ModelError thrown here is the turn's failure. */
  answerer(signal: AbortSignal): Promise<Answerer>;
  approvals: Approvals;
  /** How often the model may answer with tool calls before the turn ends by itself. */
  maxSteps: number;
  /** The clock, in milliseconds since the epoch. */
  now: () => number;
};

/** One question to its last answer. Never throws; its last event is always "turn-ended". */
export async function* runTurn(input: TurnInput, signal: AbortSignal): AsyncGenerator<TurnEvent, void> {
  const log = new Log(input.transcript);
  yield log.add(input.asked);
  let outcome: TurnOutcome;
  let model = "";
  try {
    const answerer = await input.answerer(signal);
    model = answerer.model.info.label;
    outcome = yield* steps({ ...input, ...answerer }, log, signal);
  } catch (error) {
    const { fault, message } = toModelError(error, signal);
    outcome = fault.kind === "aborted" ? { type: "stopped" } : { type: "failed", fault, message };
  }
  yield log.add({ type: "turn-ended", at: input.now(), outcome, model });
}

type Work = TurnInput & Answerer;

/** The transcript of a turn under way: every event passes through it once. */
class Log {
  transcript: Transcript;
  constructor(transcript: Transcript) {
    this.transcript = transcript;
  }
  add<E extends TurnEvent>(event: E): E {
    this.transcript = record(this.transcript, event);
    return event;
  }
  /** Calls of this turn that have no result yet, in the order they were made. */
  openCalls(): ToolCallPart[] {
    const items = this.transcript.open?.items ?? [];
    const open = items.filter((item): item is ToolItem => item.type === "tool" && item.result === undefined);
    return open.flatMap((item) => item.call ?? []);
  }
}

async function* steps(work: Work, log: Log, signal: AbortSignal): AsyncGenerator<TurnEvent, TurnOutcome> {
  for (let step = 0; step < work.maxSteps; step++) {
    signal.throwIfAborted();
    const messages = messagesOf(log.transcript, work.system);
    const mustCall = step === 0 && work.startWithTool === true && work.tools.length > 0;
    const reason = yield* answer(work, { messages, mustCall }, log, signal);
    const calls = log.openCalls();
    if (calls.length === 0) {
      if (reason === "length") return { type: "cut" };
      if (reason === "content-filter") throw new ModelError({ kind: "refused" }, "The provider filtered this answer.");
      return { type: "answered" };
    }
    for (const call of calls) yield* runCall(work, call, log, signal);
  }
  return { type: "out-of-steps" };
}

/** One answer of the model, with the time its thoughts took. Throws ModelError. */
async function* answer(
  work: Work,
  { messages, mustCall }: { messages: readonly Message[]; mustCall: boolean },
  log: Log,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, StopReason> {
  const request: ModelRequest = {
    messages,
    tools: work.tools.map(specOf),
    sampling: work.sampling,
    ...(mustCall && { toolChoice: "required" }),
  };
  let thoughtSince: number | undefined;
  let said = false;
  let reason: StopReason | undefined;
  for await (const event of work.model.stream(request, signal)) {
    if (event.type === "thought") thoughtSince ??= work.now();
    else if (thoughtSince !== undefined && event.type !== "waiting" && event.type !== "usage") {
      yield log.add({ type: "thought-timed", ms: work.now() - thoughtSince });
      thoughtSince = undefined;
    }
    if (event.type === "done") reason = event.reason;
    said ||= event.type === "tool-call-end" || (event.type === "text" && event.delta.trim() !== "");
    yield log.add(event);
  }
  if (reason === undefined) throw new ModelError({ kind: "protocol" }, "The model's answer had no end.");
  if (!said && reason === "stop") {
    throw new ModelError({ kind: "empty" }, "The model answered with nothing. Ask again, or choose another model.");
  }
  return reason;
}

async function* runCall(work: Work, call: ToolCallPart, log: Log, signal: AbortSignal): AsyncGenerator<TurnEvent> {
  signal.throwIfAborted();
  const failed = (text: string) => log.add({ type: "tool-ended", callId: call.id, text, isError: true } as const);
  // A call that was cut may have no name yet: its fault tells the model more than a missing tool.
  if (call.fault !== undefined) return yield failed(call.fault);
  const tool = work.tools.find((each) => each.name === call.name);
  if (!tool) {
    const names = work.tools.map((each) => each.name).join(", ");
    return yield failed(`There is no tool "${call.name}". The tools are: ${names || "none"}.`);
  }
  let plan: Plan;
  try {
    plan = await tool.plan(call.arguments, signal);
  } catch (error) {
    signal.throwIfAborted();
    return yield failed(messageOf(error));
  }
  if (plan.change && work.approvals.standing(tool) === "ask") {
    // The waiter exists before the request is posted: an answer can come at once.
    const waiting = work.approvals.wait({ callId: call.id, tool, change: plan.change }, signal);
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

const specOf = ({ name, description, parameters }: Tool) => ({ name, description, parameters });
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
