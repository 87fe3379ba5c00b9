import type { Usage } from "../../model/model.ts";

const counts = ["inputTokens", "outputTokens", "thoughtTokens", "cachedTokens", "cost"] as const;

/**
 * The usage of an answer after another statement of it. Each statement is of the whole request (OpenAI's
 * `include_usage` and `continuous_usage_stats`, Anthropic's "cumulative", Runware's last piece): a later number takes an
 * earlier one's place, what it leaves out stays, and a zero behind a count is a placeholder.
 */
export function laterUsage(old: Usage | undefined, now: Usage | undefined): Usage | undefined {
  if (old === undefined || now === undefined) return now ?? old;
  const joined: Usage = { ...old, ...now };
  for (const key of counts) if (!now[key] && old[key] !== undefined) joined[key] = old[key];
  return joined;
}
