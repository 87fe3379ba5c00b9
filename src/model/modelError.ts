/**
 * What went wrong with a model, by what a user can do about it.
 * - auth: no key, or the key was refused. account: the key is in order, but the account or the key's rights do not
 *   allow this; `whole`: nor any other model there. credit: the account cannot pay. rate-limit: wait; `lasting`: a limit
 *   that no waiting of seconds ends.
 * - overflow: the conversation is longer than the model's window; `perTime`: than all that may be sent in some time.
 * - not-found: the server knows no such model or path. unavailable: nothing answered (DNS, refused, TLS, 5xx, dropped);
 *   `lasting`: waiting a little will not mend it.
 * - refused: the provider's moderation. protocol: the answer was not what the protocol says (HTML, broken JSON).
 * - empty: the model answered with nothing.
 * - model-missing: no model file chosen or on disk. model-file: the file is truncated, not GGUF or unreadable.
 *   memory: it does not fit. engine: the engine's process failed.
 * - settings: a value of the settings that the provider does not take. - budget: the user's own spending
 *   limit, which they did not lift. - aborted: stopped by the user.
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
 * `message` is written for the user: what happened, then what to do. It never holds keys, prompts or file texts.
 * `said`: the server's own words of it, where it gave any, fit to be shown. `refusesTools`: the tools of the request
 * are what was refused.
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

/** The ModelError inside anything thrown: itself, "aborted" when the signal fired, else "protocol" with its message. */
export function toModelError(error: unknown, signal?: AbortSignal): ModelError {
  if (signal?.aborted) return new ModelError({ kind: "aborted" }, "Stopped.");
  if (error instanceof ModelError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ModelError({ kind: "protocol" }, message, { cause: error });
}
