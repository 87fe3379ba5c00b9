import * as v from "valibot";
import { codeActions } from "../codeBlocks.ts";
import { count } from "../../agent/transcript/schema/lists.ts";
import { type MessageOf } from "./parts.ts";

const place = v.object({ turnId: v.string(), item: count, from: count, to: count });

export const codeToHost = [
  /** A button of a code block; the host has the code itself. */
  v.object({ type: v.literal("code"), action: v.picklist(codeActions), place }),
] as const;
export type CodeToHost = MessageOf<typeof codeToHost>;
