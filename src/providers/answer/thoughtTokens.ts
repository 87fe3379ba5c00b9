import type { Usage } from "../../model/model.ts";

/**
 * The usage with thoughts counted in the output. Google's OpenAI endpoint includes them only in the total; others state
 * them separately. A difference that the total doesn't explain is left as stated.
 * @param total the server's own total of the request
 */
export function withThoughtsInOutput(usage: Usage, total: number | null | undefined): Usage {
  const { inputTokens, outputTokens, thoughtTokens } = usage;
  if (typeof total !== "number" || inputTokens === undefined || outputTokens === undefined) return usage;
  const beside = total - inputTokens - outputTokens;
  if (!(beside > 0) || (thoughtTokens !== undefined && thoughtTokens !== beside)) return usage;
  return { ...usage, outputTokens: outputTokens + beside, thoughtTokens: beside };
}
