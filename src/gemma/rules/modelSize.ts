import { readGemmaName } from "./family.ts";

/** Windows below this are too small for all tools, whatever the model. Tokens. */
const SMALL_WINDOW = 16_384;
/** Below so many billions of parameters a model does better with fewer tools. Gemma's sizes: 0.27 to 7, then 12 to 31. */
const SMALL_MODEL = 9;

/** "small": few tools. */
type AgentProfileName = "small" | "full";

/** The profile for a model by its name, and by the window that is really loaded, in tokens. Unknown sizes count as large. */
export function profileFor({ id, contextTokens }: { id: string; contextTokens?: number }): AgentProfileName {
  if (contextTokens !== undefined && contextTokens < SMALL_WINDOW) return "small";
  const billions = billionsIn(readGemmaName(id)?.size);
  return billions !== undefined && billions < SMALL_MODEL ? "small" : "full";
}

/** Billions of parameters in a size as names have it: "270M", "E2B" (effective), "26B-A4B" (all of them). */
function billionsIn(size: string | undefined): number | undefined {
  const [, number, unit] = /^E?(\d+(?:\.\d+)?)([BM])/i.exec(size ?? "") ?? [];
  if (number === undefined) return undefined;
  return unit?.toUpperCase() === "M" ? Number(number) / 1000 : Number(number);
}
