import * as v from "valibot";
import { answerSchema } from "../../agent/transcript/approvalSchema.ts";
import { toolDisplaySchema } from "../../agent/transcript/toolDisplay.ts";
import type { Transcript } from "../../agent/transcript/transcript.ts";
import { modeSchema } from "../../agent/transcript/turnEvent.ts";
import { faultActions } from "../faultActions.ts";
import { count, listOf } from "../../agent/transcript/lists.ts";
import { attachment, event, type MessageOf, optional, plain } from "./parts.ts";

/**
 * The host's own reducer made the transcript from checked events: only its frame is checked again, so that opening a
 * long chat costs no second walk through every word of it.
 */
const turnFrame = v.looseObject({ id: v.string(), items: v.array(v.looseObject({ type: v.string() })) });
const isTranscript = (input: unknown): boolean =>
  v.is(v.object({ settled: v.array(turnFrame), open: v.optional(turnFrame) }), input);

export const conversationToHost = [
  plain("ready"),
  v.object({ type: v.literal("ask"), text: v.string(), mode: modeSchema, chips: listOf(attachment) }),
  plain("stop"),
  /** The answer to the request of that nonce. */
  v.object({ type: v.literal("approve"), nonce: v.string(), decision: answerSchema }),
  /** Opens the editor's own diff view of the change that a request is about. */
  v.object({ type: v.literal("open-diff"), nonce: v.string() }),
  /** A link of an answer: a web address, or a file of the workspace as `path` or `path:line`. */
  v.object({ type: v.literal("open-link"), href: v.string() }),
  /** Opens what an attachment stands for. */
  v.object({ type: v.literal("open-attachment"), attachment }),
  v.object({ type: v.literal("fault-action"), action: v.picklist(faultActions) }),
  v.object({ type: v.literal("set-mode"), mode: modeSchema }),
  /** Opens the editor's page on trust in this workspace. */
  plain("manage-trust"),
  /** Lets another result of the last answer go on in its place; the first is 0. */
  v.object({ type: v.literal("choose-result"), turnId: v.string(), index: count }),
  /** Opens the probabilities of an answer's tokens. */
  v.object({ type: v.literal("show-probabilities"), turnId: v.string() }),
] as const;
export type ConversationToHost = MessageOf<typeof conversationToHost>;

export const conversationToPanel = [
  v.object({ type: v.literal("restored"), chatId: v.string(), transcript: v.custom<Transcript>(isTranscript) }),
  v.object({ type: v.literal("events"), chatId: v.string(), events: listOf(event) }),
  /** Puts text and chips into the composer and the caret behind them; nothing is sent. */
  v.object({ type: v.literal("compose"), text: v.string(), chips: listOf(attachment) }),
  plain("focus"),
] as const;

export const conversationState = {
  mode: modeSchema,
  /** False in a restricted workspace: agent mode is off and the panel says why. */
  trusted: v.boolean(),
  /** How the tools' calls are shown, by the tools' names. */
  tools: v.record(v.string(), toolDisplaySchema),
  /** The turns whose tokens' probabilities can be shown. */
  probabilities: optional(listOf(v.string())),
};
export type ConversationState = v.InferOutput<v.ObjectSchema<typeof conversationState, undefined>>;
