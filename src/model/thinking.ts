import type { Reasoning } from "./model.ts";

/**
 * How much a model should think, as a user chooses it. "on" is for a model that only has a switch. Which of them a
 * model has depends on its wire.
 */
export const thinkingLevels = ["off", "on", "minimal", "low", "medium", "high"] as const;
export type ThinkingLevel = (typeof thinkingLevels)[number];

/** What the user can choose for a model. `withTools`: the levels that still hold where tools are declared. */
export type ThinkingControl = {
  levels: readonly ThinkingLevel[];
  withTools: readonly ThinkingLevel[];
  /** Absent: the settings decide, or else the model. */
  chosen?: ThinkingLevel;
};

/**
 * The reasoning of a request with a chosen level in place of what `settings` say of a switch or an effort. A budget of
 * tokens stays only behind a bare switch, since an effort excludes it.
 */
export function reasoningOf(level: ThinkingLevel | undefined, settings: Reasoning): Reasoning {
  if (level === undefined) return settings;
  const { enabled: _enabled, effort: _effort, maxTokens, ...rest } = settings;
  if (level === "off") return { ...rest, enabled: false };
  if (level === "on") return { ...rest, enabled: true, ...(maxTokens !== undefined && { maxTokens }) };
  return { ...rest, effort: level };
}
