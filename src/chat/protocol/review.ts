import * as v from "valibot";
import { type MessageOf, optional } from "./parts.ts";

const action = v.picklist(["review", "keep", "undo"]);
export type ChangesAction = v.InferOutput<typeof action>;

export const reviewToHost = [
  /** Reviews, keeps or undoes all pending changes. */
  v.object({ type: v.literal("changes"), action }),
] as const;
export type ReviewToHost = MessageOf<typeof reviewToHost>;

export const reviewState = {
  /** The number of files with pending changes; absent if there are none. */
  changedFiles: optional(v.number()),
};
export type ReviewState = v.InferOutput<v.ObjectSchema<typeof reviewState, undefined>>;
