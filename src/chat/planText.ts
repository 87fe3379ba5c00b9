import type { Turn } from "../agent/transcript/transcript.ts";

/** The plan that a turn in Plan mode ended with: its last text; undefined if there is none. */
export function planText({ mode, outcome, items }: Turn): string | undefined {
  if (mode !== "plan" || outcome?.type !== "answered") return undefined;
  const last = items.findLast((item) => item.type === "text" && item.text.trim() !== "");
  return last?.type === "text" ? last.text.trim() : undefined;
}
