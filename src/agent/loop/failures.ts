import type { ToolCallPart } from "../../model/message.ts";
import type { Item, Turn } from "../transcript/transcript.ts";

/**
 * How many calls of the same tool with the same path have failed since one of any tool changed that file, in this turn.
 * `waiting`: calls of the same answer that have failed already.
 */
export function failuresBefore(
  turn: Turn | undefined,
  call: ToolCallPart,
  waiting: readonly { call: ToolCallPart }[],
): number {
  const path = pathOf(call);
  if (path === undefined) return 0;
  let failures = 0;
  for (const item of turn?.items ?? []) {
    if (!isOf(item, path)) continue;
    if (item.state === "failed" && item.name === call.name) failures++;
    else if (item.state === "done" && item.diff) failures = 0;
  }
  return failures + waiting.filter((each) => each.call.name === call.name && pathOf(each.call) === path).length;
}

const isOf = (item: Item, path: string): item is Extract<Item, { type: "tool" }> =>
  item.type === "tool" && item.call !== undefined && pathOf(item.call) === path;

const pathOf = ({ arguments: { path } }: ToolCallPart): string | undefined =>
  typeof path === "string" ? path.replace(/^\.\//, "") : undefined;
