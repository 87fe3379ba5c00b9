import type { Model, ModelEvent, ModelRequest } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import { ModelFailover } from "./modelFailover.ts";
import type { TurnPolicy, WakeReason } from "./policy.ts";
import { withFailover } from "./withFailover.ts";

/** A model that may answer instead of the chosen one; set up only when it is needed. */
type FallbackModel = { label: string; provider: string; model(signal: AbortSignal): Promise<Model> };

export type RetryOptions = {
  retries(): number;
  /**
   * Waits `ms` milliseconds and shows why: `message` is the fault's, `next` the fallback model. Resolves early if the
   * signal fires or the user ends the wait.
   */
  wait(ms: number, why: { message: string; next?: string }, signal: AbortSignal): Promise<WakeReason | "cancel">;
  fallbackModels(): readonly FallbackModel[];
  /** Reports that another model answers, because of the fault in `message`. */
  fellBack(from: string, to: string, message: string): void;
  random: TurnPolicy["random"];
};

/**
 * Wraps a model for use outside the panel: retries, and falls back to other models before the first output, as a chat
 * turn does. Emits "waiting" before each wait.
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
          profile: async (signal) => ({ model: await each.model(signal) }),
        })),
      ),
      retries: options.retries(),
      random: () => options.random(),
      attempt: async function* (profile, progress, signal): AsyncGenerator<ModelEvent, void> {
        for await (const event of profile.model.stream(request, signal)) {
          progress.begun ||= event.type !== "waiting" && event.type !== "usage" && event.type !== "notice";
          yield event;
        }
      },
      wait: async function* ({ ms, message, next }, signal): AsyncGenerator<ModelEvent, WakeReason> {
        yield { type: "waiting", phase: "queued" };
        const reason = await options.wait(ms, { message, ...(next !== undefined && { next }) }, signal);
        if (signal.aborted || reason === "cancel") throw new ModelError({ kind: "aborted" }, "Stopped.");
        return reason === "switch" && next === undefined ? "now" : reason;
      },
      fellBack: (from, { name }, message) => {
        options.fellBack(from, name, message);
        return [];
      },
    },
    signal,
  );
