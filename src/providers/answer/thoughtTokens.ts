import type { Usage } from "../../model/model.ts";

/**
 * The usage with thoughts among the output, whichever way a server counts: Google's OpenAI endpoint leaves them out of the
 * completion and tells them by the total alone, others state them beside it. What the total does not explain stays as
 * it is stated.
 * @param total the server's own total of the request
 */
export function withThoughtsInOutput(usage: Usage, total: number | null | undefined): Usage {
  const { inputTokens, outputTokens, thoughtTokens } = usage;
  if (typeof total !== "number" || inputTokens === undefined || outputTokens === undefined) return usage;
  const beside = total - inputTokens - outputTokens;
  if (!(beside > 0) || (thoughtTokens !== undefined && thoughtTokens !== beside)) return usage;
  return { ...usage, outputTokens: outputTokens + beside, thoughtTokens: beside };
}
