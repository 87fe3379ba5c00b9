import { type MessageOf, plain } from "./parts.ts";

export const usageToHost = [
  /** Opens the table of what was used. */
  plain("show-usage"),
] as const;
export type UsageToHost = MessageOf<typeof usageToHost>;
