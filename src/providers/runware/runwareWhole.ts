import type { ModelEvent } from "../../model/model.ts";
import { addUsage } from "../../model/usage.ts";
import { requestJson } from "../http/getJson.ts";
import { StreamFaultError } from "../http/streamFaultError.ts";
import { faultOf } from "../faults/faultOf.ts";
import { hasBegun } from "../answer/answerEnd.ts";
import { stopped } from "../http/untilAnswered.ts";
import type { Endpoint } from "../http/transport/endpoint.ts";
import { strangeAnswer } from "../answer/readAnswer.ts";
import { endOfAnswer, startOfAnswer } from "../answer/answerState.ts";
import type { Transport } from "../http/transport/transport.ts";
import { taskPath } from "./runwareEndpoint.ts";
import { fromResult, parseAnswer, type RunwareResult, unstatedEnd } from "./runwareResult.ts";
import { severalResults } from "./runwareResults.ts";
import type { RunwareTask } from "./runwareTask.ts";

export type WholeAsk = {
  signal: AbortSignal;
  transport: Transport;
  /** Several results are to choose from, not one text. */
  isSeveral: boolean;
  /** Resolves after so many milliseconds, or when the signal fires. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Milliseconds. How Runware's own SDKs poll: the first wait, then from `next` growing to `last`. */
const polling = { first: 1000, next: 500, growth: 1.5, last: 10_000 };
/** Milliseconds for a whole answer, and of waits for one that is fetched later. */
const longestTask = 600_000;
/** Polls that may fail one after another where trying again helps. */
const mostFailures = 5;

/** Sends a task with delivery "sync": its results come with the answer. Throws ModelError; StreamFaultError if it is refused. */
export async function* syncTask(
  endpoint: Endpoint,
  task: RunwareTask,
  ask: WholeAsk,
): AsyncGenerator<ModelEvent, void> {
  yield* eventsOf(endpoint, await sent(endpoint, task, ask), ask);
}

/**
 * Sends a task with delivery "async" and asks for its results until they are there. Throws ModelError; StreamFaultError
 * if the task is refused.
 */
export async function* asyncTask(
  endpoint: Endpoint,
  task: RunwareTask,
  ask: WholeAsk,
): AsyncGenerator<ModelEvent, void> {
  await sent(endpoint, task, ask);
  yield { type: "waiting", phase: "queued" };
  const question = [{ taskType: "getResponse", taskUUID: task.taskUUID }];
  let failures = 0;
  let { first: wait, next } = polling;
  for (let waited = 0; waited < longestTask; waited += wait, wait = next, next = longer(next)) {
    await ask.pause(wait, ask.signal);
    if (ask.signal.aborted) throw stopped();
    let json: unknown;
    try {
      json = await requestJson(endpoint, taskPath, { ...requested(ask), body: question });
      failures = 0;
    } catch (error) {
      failures += 1;
      if (isPassing(error, endpoint) && failures < mostFailures) continue;
      throw error;
    }
    const mine = resultsOf(json).filter(({ taskUUID }) => !taskUUID || taskUUID === task.taskUUID);
    if (mine.some(({ status }) => status === "error")) throw new StreamFaultError({ at: "stream", error: json }, false);
    const ready = mine.filter(isReady);
    if (ready.length >= (task.numberResults ?? 1)) return yield* eventsOf(endpoint, ready, ask);
  }
  throw faultOf({ at: "silent", seconds: longestTask / 1000 }, endpoint.target);
}

const longer = (wait: number): number => Math.min(wait * polling.growth, polling.last);

const isReady = ({ status, text }: RunwareResult): boolean =>
  status === "success" || (!status && typeof text === "string");

/** A rate limit, or a server that fails for a moment: the task runs on meanwhile. */
function isPassing(error: unknown, { target }: Endpoint): boolean {
  if (!(error instanceof StreamFaultError)) return false;
  const { fault } = faultOf(error.fault, target);
  return (fault.kind === "rate-limit" || fault.kind === "unavailable") && fault.lasting !== true;
}

const requested = ({ signal, transport }: WholeAsk) => ({ signal, transport, timeoutMs: longestTask });

const sent = async (endpoint: Endpoint, task: RunwareTask, ask: WholeAsk): Promise<readonly RunwareResult[]> =>
  resultsOf(await requestJson(endpoint, taskPath, { ...requested(ask), body: [task] }));

function resultsOf(json: unknown): readonly RunwareResult[] {
  const answer = parseAnswer(json);
  if (answer?.type === "results") return answer.results;
  throw new StreamFaultError(answer === undefined ? strangeAnswer(json) : { at: "stream", error: json }, false);
}

/**
 * Several results are told to choose from, or one after another with a rule between them. Throws ModelError behind one that
 * was broken off.
 */
function* eventsOf(
  { target }: Endpoint,
  results: readonly RunwareResult[],
  { isSeveral }: Pick<WholeAsk, "isSeveral">,
): Generator<ModelEvent, void> {
  const several = isSeveral ? severalResults(results) : undefined;
  if (several !== undefined) return yield* several;
  let state = startOfAnswer;
  for (const [at, result] of results.entries()) {
    const { usage: before, ...rest } = state;
    const next = fromResult(rest, result);
    // Results of one task are billed one by one.
    const { usage = {} } = next.state;
    state = before === undefined ? next.state : { ...next.state, usage: addUsage(before, usage) };
    if (at > 0) yield { type: "text", delta: "\n\n---\n\n" };
    yield* next.events;
  }
  const { finish, finishName } = state;
  if (finish === "error") {
    throw faultOf({ at: "cut", ...(finishName !== undefined && { finish: finishName }) }, target, hasBegun(state));
  }
  const mayBeEmpty = finish === "length" || finish === "content-filter";
  if (!state.hasText && !mayBeEmpty) throw faultOf({ at: "empty", thought: state.hasThought }, target);
  yield* unstatedEnd(state);
  yield* endOfAnswer(state);
}
