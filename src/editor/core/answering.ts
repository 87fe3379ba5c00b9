import type { RetryOptions } from "../../agent/failover/retryingModel.ts";
import type { Model, Sampling } from "../../model/model.ts";

/** Who answers, and how. */
export type ResolvedModel = { model: Model; sampling: Sampling };

/** Gets whoever answers ready; throws ModelError. `wait` shows that a request waits to be sent again, in place of a notification. */
export type ResolveModel = (signal: AbortSignal, wait?: RetryOptions["wait"]) => Promise<ResolvedModel>;
