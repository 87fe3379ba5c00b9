import type { Model, ModelEvent, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { ModelFailover } from "./modelFailover.ts";
import type { TurnPolicy, WakeReason } from "./policy.ts";
import { withFailover } from "./withFailover.ts";

/** A model that may answer in place of the chosen one; set up only when it is needed. */
type FallbackModel = { label: string; provider: string; model(signal: AbortSignal): Promise<Model> };

export type RetryOptions = {
  retries(): number;
  /**
   * Shows that one waits, and why: `message` is the fault's, `next` the model that stands ready. Resolves after that
   * time, or at once when the signal fires or the user ends the wait.
   */
  wait(ms: number, why: { message: string; next?: string }, signal: AbortSignal): Promise<WakeReason | "cancel">;
  fallbackModels(): readonly FallbackModel[];
  /** Another model answers, because of the fault in `message`. */
  fellBack(from: string, to: string, message: string): void;
  random: TurnPolicy["random"];
};

/**
 * A model that retries and falls back to others before its first output, as a turn of the chat does, for uses outside of
 * the panel. While it waits it says "waiting".
 */
export function retryingModel(model: Model, options: RetryOptions): Model {
  return {
    get info() {
      return model.info;
    },
    stream: (request, signal) => stream(model, options, request, signal),
  };
}

const stream = (
  model: Model,
  options: RetryOptions,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void> =>
  withFailover(
    {
      models: new ModelFailover(
        () => Promise.resolve({ model }),
        options.fallbackModels().map((each) => ({
          label: each.label,
          provider: each.provider,
          answerer: async (signal) => ({ model: await each.model(signal) }),
        })),
      ),
      retries: options.retries(),
      random: () => options.random(),
      attempt: async function* (answerer, progress, signal): AsyncGenerator<ModelEvent, void> {
        for await (const event of answerer.model.stream(request, signal)) {
          progress.begun ||= event.type !== "waiting" && event.type !== "usage" && event.type !== "notice";
          yield event;
        }
      },
      wait: async function* ({ ms, message, next }, signal): AsyncGenerator<ModelEvent, WakeReason> {
        yield { type: "waiting", phase: "queued" };
        const woken = await options.wait(ms, { message, ...(next !== undefined && { next }) }, signal);
        if (signal.aborted || woken === "cancel") throw new ModelError({ kind: "aborted" }, "Stopped.");
        return woken === "switch" && next === undefined ? "now" : woken;
      },
      fellBack: (from, { name }, message) => {
        options.fellBack(from, name, message);
        return [];
      },
    },
    signal,
  );
