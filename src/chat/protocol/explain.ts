import * as v from "valibot";
import { listOf } from "../../agent/transcript/schema/lists.ts";
import { attachment, type MessageOf } from "./parts.ts";

const followUp = v.picklist(["why", "simpler", "example"]);
export type FollowUp = v.InferOutput<typeof followUp>;

export const explainToHost = [
  /** A follow-up question about the explanation in that turn. */
  v.object({ type: v.literal("follow-up"), turnId: v.string(), question: followUp }),
  /** Starts an inline refactor of an attachment's code. */
  v.object({ type: v.literal("refactor-attachment"), attachment }),
  /** Asks where the names in an explanation are defined. */
  v.object({ type: v.literal("find-places"), turnId: v.string(), names: listOf(v.string()) }),
] as const;
export type ExplainToHost = MessageOf<typeof explainToHost>;

/** `href` as in "open-link". */
const namedPlace = v.object({ name: v.string(), href: v.string() });
export type NamedPlace = v.InferOutput<typeof namedPlace>;

export const explainToPanel = [
  /** Where the names in an answer are defined; names without a place are omitted. */
  v.object({ type: v.literal("places"), turnId: v.string(), places: listOf(namedPlace) }),
] as const;
