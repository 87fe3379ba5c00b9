import { type MessageOf, plain } from "./parts.ts";

export const usageToHost = [
  /** Opens the usage table. */
  plain("show-usage"),
] as const;
export type UsageToHost = MessageOf<typeof usageToHost>;
