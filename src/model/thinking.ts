import type { Reasoning } from "./model.ts";

/**
 * How much a model should think, as the user chooses. "on" is for models with only a switch. The wire decides which
 * levels a model has.
 */
export const thinkingLevels = ["off", "on", "minimal", "low", "medium", "high"] as const;
export type ThinkingLevel = (typeof thinkingLevels)[number];

/** The levels a user can choose for a model. `withTools`: those that also work with declared tools. */
export type ThinkingControl = {
  levels: readonly ThinkingLevel[];
  withTools: readonly ThinkingLevel[];
  /** Absent: the settings or the model decide. */
  chosen?: ThinkingLevel;
};

/**
 * The reasoning of a request: the chosen level replaces the switch and the effort of `settings`. A token budget stays
 * only with a bare switch, because it can't be combined with an effort.
 */
export function reasoningOf(level: ThinkingLevel | undefined, settings: Reasoning): Reasoning {
  if (level === undefined) return settings;
  const { enabled: _enabled, effort: _effort, maxTokens, ...rest } = settings;
  if (level === "off") return { ...rest, enabled: false };
  if (level === "on") return { ...rest, enabled: true, ...(maxTokens !== undefined && { maxTokens }) };
  return { ...rest, effort: level };
}
