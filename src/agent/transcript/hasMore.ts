import type { FileDiff } from "./turnEvent.ts";

/** Whether the change is longer than what its display holds. */
export const hasMore = ({ omitted, hunks }: FileDiff): boolean =>
  omitted !== undefined || hunks.some(({ lines }) => lines.some(({ cut }) => cut !== undefined));
