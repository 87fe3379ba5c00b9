import { createTokenEstimator, type TokenEstimator, type TokenMemory } from "./tokenEstimate.ts";

/** Models that are remembered; the one not asked for longest is forgotten first. */
const kept = 50;

/** What was learnt of each model, by a name of the caller's own; the latest used is the last. */
export type TokenMemories = Readonly<Record<string, TokenMemory>>;

/** An estimator for each model, all from what was learnt before. */
export class TokenEstimators {
  private readonly estimators = new Map<string, TokenEstimator>();

  constructor(remembered: TokenMemories = {}) {
    for (const [name, memory] of Object.entries(remembered)) this.estimators.set(name, createTokenEstimator(memory));
  }

  /** The estimator of a model; a model never met starts with the guess that serves all. */
  of(name: string): TokenEstimator {
    const estimator = this.estimators.get(name) ?? createTokenEstimator();
    this.estimators.delete(name);
    this.estimators.set(name, estimator);
    const [oldest] = this.estimators.keys();
    if (this.estimators.size > kept && oldest !== undefined) this.estimators.delete(oldest);
    return estimator;
  }

  /** What to keep for the next start. */
  get memories(): TokenMemories {
    return Object.fromEntries([...this.estimators].map(([name, { memory }]) => [name, memory]));
  }
}
