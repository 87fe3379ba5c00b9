import { ModelError, toModelError } from "../../model/modelError.ts";
import { untilStopped } from "../../model/untilStopped.ts";
import { settling } from "../../model/settling.ts";
import type { Approvals } from "../approval/approvals.ts";
import { touchedPaths } from "../context/instructions/touchedPaths.ts";
import { TurnInstructions } from "../context/instructions/turnInstructions.ts";
import { PromptBudget } from "../context/promptBudget.ts";
import { checked } from "./checked.ts";
import { Log } from "./log.ts";
import type { Questions } from "../ports/questions.ts";
import { guardAgainst, LoopError, type LoopGuard } from "../ports/loopGuard.ts";
import type { InstructionFiles } from "../ports/instructionFiles.ts";
import { type Effects, unkept } from "../ports/effects.ts";
import { callModel } from "./modelCall.ts";
import type { AgentProfile, TurnPolicy } from "../failover/policy.ts";
import { runCalls } from "./runCalls.ts";
import { ModelFailover } from "../failover/modelFailover.ts";
import type { Transcript } from "../transcript/transcript.ts";
import type { TurnEvent, TurnOutcome } from "../transcript/turnEvent.ts";

/** A message of the user to a running turn; `id` as in its event. */
export type Steering = Omit<Extract<TurnEvent, { type: "steered" }>, "type">;

export type TurnInput = {
  transcript: Transcript;
  /** A question, or the resumption of the last turn. */
  opening: Extract<TurnEvent, { type: "asked" | "resumed" }>;
  /**
   * The chosen model. Called after the first event is recorded, and again if the user chose another model. A ModelError
   * thrown here becomes the turn's failure.
   */
  profile(signal: AbortSignal): Promise<AgentProfile>;
  policy: TurnPolicy;
  approvals: Approvals;
  /** Absent where nobody can answer a tool. */
  questions?: Questions;
  /** Messages of the user to the running turn, since the last call. They reach the model with its next request. */
  steering?(): readonly Steering[];
  /** Instruction files of the workspace; none if absent. */
  instructions?: InstructionFiles;
  /** What is done around calls with effects; nothing if absent. */
  effects?: Effects;
  /** The most answers with tool calls before the turn ends. */
  maxSteps: number;
  /** The clock, in milliseconds since the epoch. */
  now: () => number;
};

/** How long a stop waits for all work of a turn, in milliseconds; longer than for a tool in the middle of a write. */
const STOP_WAITS_MS = 900;

/** Runs one question to its last answer. Never throws; its last event is always "turn-ended", within a second of a stop. */
export async function* runTurn(input: TurnInput, signal: AbortSignal): AsyncGenerator<TurnEvent, void> {
  const log = new Log(input.transcript);
  const models = new ModelFailover(input.profile, input.policy.fallbackModels);
  yield log.add(input.opening);
  let outcome: TurnOutcome;
  try {
    const { policy } = input;
    const budget = new PromptBudget((info) => policy.charactersPerToken?.(info));
    const { instructions: files, ...rest } = input;
    const work = { ...rest, models, log, guard: policy.guard(), budget };
    const turn = settling(
      steps({ ...work, ...(files && { instructions: new TurnInstructions(files) }) }, signal),
      signal,
      STOP_WAITS_MS,
    );
    let next = await turn.next();
    try {
      for (; !next.done; next = await turn.next()) yield checked(next.value);
    } finally {
      if (!next.done) await turn.return({ type: "stopped" });
    }
    outcome = next.value;
  } catch (error) {
    outcome = outcomeOf(error, signal);
  }
  yield log.add({ type: "turn-ended", at: input.now(), outcome, model: models.openedLabel });
}

type Work = Omit<TurnInput, "instructions"> & {
  models: ModelFailover<AgentProfile>;
  log: Log;
  guard: LoopGuard;
  budget: PromptBudget;
  instructions?: TurnInstructions;
};

async function* steps(work: Work, signal: AbortSignal): AsyncGenerator<TurnEvent, TurnOutcome> {
  const { models, log, guard, effects = unkept } = work;
  // A question is safe before a model is asked.
  await effects.recorded();
  for (let step = 0; step < work.maxSteps; step++) {
    signal.throwIfAborted();
    yield* steered(work);
    const first = step === 0 && work.opening.type === "asked";
    const reason = yield* callModel({ ...work, first }, signal);
    const calls = log.openCalls();
    if (calls.length === 0) {
      if (reason === "length") return { type: "cut" };
      if (reason === "content-filter") throw new ModelError({ kind: "refused" }, filteredWords);
      if (!(yield* steered(work))) return { type: "answered" };
      continue;
    }
    const { tools, model } = await models.profile(signal);
    for await (const event of runCalls(
      { tools, approvals: work.approvals, effects, log, ...(work.questions && { questions: work.questions }) },
      calls,
      signal,
    )) {
      yield event;
      if (event.type !== "tool-ended") continue;
      const call = calls.find(({ id }) => id === event.callId);
      guardAgainst(guard, { type: "result", name: call?.name ?? "", text: event.text, isError: event.isError });
      const paths = touchedPaths(call?.arguments ?? {}, event);
      const joined = work.instructions?.ofPaths(log.transcript, paths, model.info.contextTokens);
      const files = joined ? await untilStopped(joined, signal) : [];
      if (files.length > 0) yield log.add({ type: "instructed", callId: event.callId, files });
    }
  }
  return { type: "out-of-steps" };
}

/** Records what the user said meanwhile; returns whether there was anything. */
function* steered({ log, steering }: Work): Generator<TurnEvent, boolean> {
  const said = steering?.() ?? [];
  for (const each of said) yield log.add({ type: "steered", ...each });
  return said.length > 0;
}

const filteredWords = "The provider filtered this answer. Ask in other words, or choose another model.";

function outcomeOf(error: unknown, signal: AbortSignal): TurnOutcome {
  if (error instanceof LoopError && !signal.aborted) return { type: "looped", ...error.found };
  const { fault, message } = toModelError(error, signal);
  return fault.kind === "aborted" ? { type: "stopped" } : { type: "failed", fault, message };
}
