import type { RetryOptions } from "../../agent/failover/retryingModel.ts";
import type { Model, Sampling } from "../../model/model.ts";

/** The model for a request, and how it samples. */
export type ResolvedModel = { model: Model; sampling: Sampling };

/** Sets up the model for a request; throws ModelError. `wait` shows retry waits instead of a notification. */
export type ResolveModel = (signal: AbortSignal, wait?: RetryOptions["wait"]) => Promise<ResolvedModel>;
