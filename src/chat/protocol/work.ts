import * as v from "valibot";
import { listOf } from "../../agent/transcript/schema/lists.ts";
import { type MessageOf, optional } from "./parts.ts";

export const workToHost = [
  /** Ends a command with everything that it started. */
  v.object({ type: v.literal("stop-command"), id: v.string() }),
  /** Shows a command's output in a terminal. */
  v.object({ type: v.literal("show-command"), id: v.string() }),
] as const;
export type WorkToHost = MessageOf<typeof workToHost>;

export const workState = {
  /** The agent's commands that run now; absent if there are none. */
  commands: optional(listOf(v.object({ id: v.string(), command: v.string() }))),
};
export type WorkState = v.InferOutput<v.ObjectSchema<typeof workState, undefined>>;
