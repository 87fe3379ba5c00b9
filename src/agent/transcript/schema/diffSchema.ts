import * as v from "valibot";
import { count, listOf } from "./lists.ts";

const line = v.object({
  kind: v.picklist(["same", "added", "removed"]),
  text: v.string(),
  /** Characters left out at its end. */
  cut: v.exactOptional(count),
  /** The text ends with this line, without a line end. */
  noEnd: v.exactOptional(v.literal(true)),
});
export const hunkSchema = v.object({ oldStart: count, newStart: count, lines: listOf(line) });

/** One file's change, shown before and after it is applied. Lines have no line endings. */
export const diffSchema = v.object({
  path: v.string(),
  created: v.boolean(),
  added: count,
  removed: count,
  hunks: listOf(hunkSchema),
  /** Lines left out at the end. */
  omitted: v.exactOptional(count),
});
