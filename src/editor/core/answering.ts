import type { RetryOptions } from "../../agent/failover/retryingModel.ts";
import type { Model, Sampling } from "../../model/model.ts";

/** The model for a request, and how it samples. */
export type ResolvedModel = { model: Model; sampling: Sampling };

/** Sets up the model for a request; throws ModelError. `wait` shows retry waits instead of a notification. */
export type ResolveModel = (signal: AbortSignal, wait?: RetryOptions["wait"]) => Promise<ResolvedModel>;

/** A model that the user picked for one purpose, without changing the chosen one. */
export type OtherModel = { label: string; resolve: ResolveModel };
/** Lets the user pick a model for one purpose; undefined if cancelled, or if it must be set up first. */
export type PickOther = (title: string) => Promise<OtherModel | undefined>;
