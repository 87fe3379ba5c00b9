import * as v from "valibot";
import { listOf } from "../../agent/transcript/lists.ts";
import { attachment, type MessageOf } from "./parts.ts";

const followUp = v.picklist(["why", "simpler", "example"]);
export type FollowUp = v.InferOutput<typeof followUp>;

export const explainToHost = [
  /** A further question about the explanation in the turn. */
  v.object({ type: v.literal("follow-up"), turnId: v.string(), question: followUp }),
  /** Begins an inline refactor of the code that the attachment stands for. */
  v.object({ type: v.literal("refactor-attachment"), attachment }),
  /** Asks for the places of names in an explanation. */
  v.object({ type: v.literal("find-places"), turnId: v.string(), names: listOf(v.string()) }),
] as const;
export type ExplainToHost = MessageOf<typeof explainToHost>;

/** `href` as in "open-link". */
const namedPlace = v.object({ name: v.string(), href: v.string() });
export type NamedPlace = v.InferOutput<typeof namedPlace>;

export const explainToPanel = [
  /** Where names that an answer mentions stand; names without a place are left out. */
  v.object({ type: v.literal("places"), turnId: v.string(), places: listOf(namedPlace) }),
] as const;
