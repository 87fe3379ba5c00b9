/**
 * The kinds of model faults, by what a user can do about them.
 * - auth: no key, or the key was refused.
 * - account: the key is valid, but the account or the key's rights don't allow this; `whole`: nor any other model
 * there.
 * - credit: the account can't pay.
 * - rate-limit: wait; `lasting`: waiting seconds won't help.
 * - overflow: the conversation exceeds the model's window; `perTime`: the request exceeds a limit per time.
 * - not-found: the server has no such model or path.
 * - unavailable: no answer (DNS, refused, TLS, 5xx, dropped); `lasting`: a short wait won't help.
 * - refused: the provider's moderation.
 * - protocol: the answer violates the protocol (HTML, broken JSON).
 * - empty: the model answered with nothing.
 * - model-missing: no model file chosen or on disk.
 * - model-file: the file is truncated, not GGUF or unreadable.
 * - memory: the model doesn't fit.
 * - engine: the engine's process failed.
 * - settings: the provider doesn't take a value of the settings.
 * - budget: the user's own spending limit, which they did not raise.
 * - aborted: stopped by the user.
 */
export type ModelFault =
  | { kind: "auth" }
  | { kind: "account"; whole?: boolean }
  | { kind: "credit" }
  | { kind: "rate-limit"; lasting?: boolean; retryAfterMs?: number }
  | { kind: "overflow"; promptTokens?: number; contextTokens?: number; perTime?: boolean }
  | { kind: "not-found" }
  | { kind: "unavailable"; lasting?: boolean; retryAfterMs?: number }
  | { kind: "refused" }
  | { kind: "protocol" }
  | { kind: "empty" }
  | { kind: "model-missing" }
  | { kind: "model-file" }
  | { kind: "memory" }
  | { kind: "engine" }
  | { kind: "settings" }
  | { kind: "budget" }
  | { kind: "aborted" };
export type ModelErrorKind = ModelFault["kind"];

/**
 * `message` is for the user: what happened, then what to do. It never holds keys, prompts or file texts. `said`: the
 * server's own words, if any, safe to show. `refusesTools`: the server refused the request because of its tools.
 */
export class ModelError extends Error {
  readonly fault: ModelFault;
  readonly said?: string;
  readonly refusesTools: boolean;
  constructor(fault: ModelFault, message: string, options?: ErrorOptions & { said?: string; refusesTools?: boolean }) {
    super(message, options);
    this.name = "ModelError";
    this.fault = fault;
    if (options?.said !== undefined) this.said = options.said;
    this.refusesTools = options?.refusesTools ?? false;
  }
}

/**
 * Converts anything thrown to a ModelError: itself, "aborted" if the signal fired, otherwise "protocol" with its
 * message.
 */
export function toModelError(error: unknown, signal?: AbortSignal): ModelError {
  if (signal?.aborted) return new ModelError({ kind: "aborted" }, "Stopped.");
  if (error instanceof ModelError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ModelError({ kind: "protocol" }, message, { cause: error });
}
