import type { AnsweredBy, ModelEvent, ModelInfo, ModelRequest, StopReason } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { promptTokensOf } from "../../model/usage.ts";
import type { TurnInstructions } from "../context/instructions/turnInstructions.ts";
import type { PromptBudget } from "../context/promptBudget.ts";
import type { Log } from "./log.ts";
import { guardAgainst, LoopError, type LoopGuard } from "../ports/loopGuard.ts";
import { messagesOf } from "./messages.ts";
import { createJoiner } from "./overlap.ts";
import { untilStopped } from "../../model/untilStopped.ts";
import { nameOf, type ModelFailover } from "../failover/modelFailover.ts";
import type { AgentProfile, TurnPolicy, WakeReason } from "../failover/policy.ts";
import { type Progress, withFailover } from "../failover/withFailover.ts";
import type { Tool } from "../ports/tool.ts";
import type { TurnEvent } from "../transcript/turnEvent.ts";

export type ModelCall = {
  models: ModelFailover<AgentProfile>;
  policy: TurnPolicy;
  guard: LoopGuard;
  log: Log;
  /** How much of the conversation fits a request; learns during the turn. */
  budget: PromptBudget;
  now: () => number;
  /** Absent where no workspace instructs. */
  instructions?: TurnInstructions;
  /** The first request of a question, which may have to be a tool call. */
  first: boolean;
};

/**
 * Requests one answer, with retries and fallback models. The request is fitted to the model's window first; if it is
 * still refused as too long, it is shortened and sent again. Throws ModelError if no model answers, LoopError for a
 * loop.
 */
export function callModel(call: ModelCall, signal: AbortSignal): AsyncGenerator<TurnEvent, StopReason> {
  const { models, policy, log } = call;
  let shortened = 0;
  let sent: Sent | undefined;
  return withFailover<AgentProfile, TurnEvent, StopReason>(
    {
      models,
      retries: policy.retries,
      random: () => policy.random(),
      attempt: (profile, progress, signal) => {
        sent = undefined;
        return answer(call, profile, progress, (request) => (sent = request), signal);
      },
      wait: async function* ({ ms, attempt, message, next }, signal): AsyncGenerator<TurnEvent, WakeReason> {
        const at = call.now() + ms;
        yield log.add({ type: "retrying", attempt, at, message, ...(next !== undefined && { next }) });
        const reason = await policy.wait(ms, signal);
        signal.throwIfAborted();
        yield log.add({ type: "waiting", phase: "queued" });
        return reason;
      },
      fellBack: (from, { profile }, message) => [
        log.add({ type: "fell-back", from, message, to: nameOf(profile.model.info) }),
      ],
      repairs: ({ fault }) => {
        if (fault.kind !== "overflow" || sent === undefined || shortened++ >= mostShortenings) return false;
        call.budget.refused(sent.info, sent.request, fault);
        return call.budget.cuts(log.transcript, sent).length > 0;
      },
      isFinal: (error) => error instanceof LoopError,
    },
    signal,
  );
}

/** How often one request is shortened after the server refused it as too long. */
const mostShortenings = 2;

/** The request, with its model and tools. */
type Sent = { info: ModelInfo; request: ModelRequest; tools: readonly Tool[] };

/** One answer of one model, with the duration of its thoughts. Throws ModelError and LoopError. */
async function* answer(
  call: ModelCall,
  profile: AgentProfile,
  progress: Progress,
  onSent: (sent: Sent) => void,
  signal: AbortSignal,
): AsyncGenerator<TurnEvent, StopReason> {
  const { log, guard, now } = call;
  let thoughtSince: number | undefined;
  let said = false;
  let reason: StopReason | undefined;
  const { model, tools } = profile;
  for (const event of await instructing(call, { info: model.info, tools }, signal)) yield log.add(event);
  let request = await requestOf(call, profile, signal);
  const cuts = call.budget.cuts(log.transcript, { info: model.info, request, tools });
  if (cuts.length > 0) {
    const { contextTokens } = model.info;
    yield log.add({ type: "shortened", cuts, ...(contextTokens !== undefined && { window: contextTokens }) });
    request = await requestOf(call, profile, signal);
  }
  onSent({ info: model.info, request, tools });
  guardAgainst(guard, { type: "answer-starts" });
  for await (const event of joined(model.stream(request, signal), goesOnFrom(log))) {
    if (event.type === "thought") {
      if (event.delta !== "") thoughtSince ??= now();
    } else if (thoughtSince !== undefined && event.type !== "waiting" && event.type !== "usage") {
      yield log.add({ type: "thought-timed", ms: now() - thoughtSince });
      thoughtSince = undefined;
    }
    if (event.type === "done") reason = event.reason;
    const counted = event.type === "usage" ? promptTokensOf(event.usage) : undefined;
    if (counted !== undefined) call.budget.counted(model.info, request, counted);
    progress.begun ||= isOutput(event);
    said ||= event.type === "tool-call-end" || (event.type === "text" && event.delta.trim() !== "");
    yield log.add(signed(event, model.info));
    try {
      watch(guard, event);
    } catch (loop) {
      if (thoughtSince !== undefined) yield log.add({ type: "thought-timed", ms: now() - thoughtSince });
      throw loop;
    }
  }
  if (reason === undefined) throw new ModelError({ kind: "protocol" }, "The model's answer had no end.");
  if (!said && reason === "stop") {
    throw new ModelError({ kind: "empty" }, "The model answered with nothing. Ask again, or choose another model.");
  }
  return reason;
}

/** The instruction files that join with the question, and what of them can't be read. */
async function instructing(
  call: ModelCall,
  { info, tools }: Pick<Sent, "info" | "tools">,
  signal: AbortSignal,
): Promise<TurnEvent[]> {
  const { instructions, log, first } = call;
  const { transcript } = log;
  if (!first || !instructions || !transcript.open || transcript.open.instructions) return [];
  const asked = instructions.ofQuestion(transcript, transcript.open.chips, tools.length > 0, info.contextTokens);
  const files = await untilStopped(asked, signal);
  const notices = instructions.faults().map((message) => ({ type: "notice", message }) as const);
  return files.length > 0 ? [{ type: "instructed", files }, ...notices] : notices;
}

/** The text that the answer continues, if the turn was resumed within it. */
function goesOnFrom({ transcript: { open } }: Log): string | undefined {
  const item = open?.joins === undefined ? undefined : open.items[open.joins];
  return item?.type === "text" ? item.text : undefined;
}

/** The same events, without text that a continuation repeats from `before`. */
async function* joined(
  events: AsyncIterable<ModelEvent>,
  before: string | undefined,
): AsyncGenerator<ModelEvent, void> {
  if (before === undefined) return yield* events;
  const joiner = createJoiner(before);
  try {
    for await (const event of events) {
      const text = event.type === "text" ? joiner.push(event.delta) : event.type === "done" ? joiner.end() : "";
      if (text !== "") yield { type: "text", delta: text };
      if (event.type !== "text") yield event;
    }
  } catch (error) {
    const rest = joiner.end();
    if (rest !== "") yield { type: "text", delta: rest };
    throw error;
  }
}

async function requestOf(
  { log, policy, first }: ModelCall,
  { model, system, tools, sampling, startWithTool }: AgentProfile,
  signal: AbortSignal,
): Promise<ModelRequest> {
  const mustCall = first && startWithTool === true && tools.length > 0;
  const { info } = model;
  const whole = messagesOf(log.transcript, system, isOwnOf(info));
  return {
    messages: await untilStopped(Promise.resolve(policy.history(whole, info, signal)), signal),
    tools: tools.map(specOf),
    sampling,
    ...(mustCall && { toolChoice: "required" }),
  };
}

/** Marks the details of a thought with their model. */
const signed = (event: ModelEvent, { provider, label }: ModelInfo): ModelEvent =>
  event.type === "thought" && event.details ? { ...event, by: { provider, model: label } } : event;

/** Whether details are from the same model: others' signatures are refused, unless the provider handles that. */
const isOwnOf =
  ({ provider, label, keepsThoughts }: ModelInfo) =>
  (by: AnsweredBy): boolean =>
    by.provider === provider && (keepsThoughts === true || by.model === label);

const isOutput = ({ type }: ModelEvent): boolean =>
  type !== "waiting" && type !== "usage" && type !== "notice" && type !== "alternatives" && type !== "done";

function watch(guard: LoopGuard, event: ModelEvent): void {
  if (event.type === "text" || event.type === "thought") guardAgainst(guard, { type: event.type, delta: event.delta });
  if (event.type === "tool-call-end") {
    guardAgainst(guard, { type: "call", name: event.call.name, arguments: event.call.arguments });
  }
}

const specOf = ({ name, description, parameters }: Tool) => ({ name, description, parameters });
