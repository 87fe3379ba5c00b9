import * as v from "valibot";
import { answerSchema } from "../../agent/transcript/schema/approvalSchema.ts";
import { toolDisplaySchema } from "../../agent/transcript/toolDisplay.ts";
import type { Transcript } from "../../agent/transcript/transcript.ts";
import { modeSchema } from "../../agent/transcript/turnEvent.ts";
import { faultActions } from "../faultActions.ts";
import { count, listOf } from "../../agent/transcript/schema/lists.ts";
import { attachment, event, type MessageOf, optional, plain } from "./parts.ts";

/**
 * The host's own reducer made the transcript from checked events, so only its frame is checked again. Opening a long
 * chat then needs no second pass over all of it.
 */
const turnFrame = v.looseObject({ id: v.string(), items: v.array(v.looseObject({ type: v.string() })) });
const isTranscript = (input: unknown): boolean =>
  v.is(v.object({ settled: v.array(turnFrame), open: v.optional(turnFrame) }), input);

export const conversationToHost = [
  plain("ready"),
  v.object({ type: v.literal("ask"), text: v.string(), mode: modeSchema, chips: listOf(attachment) }),
  /** The user began to type a command: the list of them comes with the state. */
  plain("list-commands"),
  /** A message to the running turn, for the model's next step. `id` comes back with the event "steered". */
  v.object({ type: v.literal("steer"), id: v.string(), text: v.string(), chips: listOf(attachment) }),
  /** Opens the plan of a turn as a document, to be edited. */
  v.object({ type: v.literal("edit-plan"), turnId: v.string() }),
  /** Carries out the plan of a turn, as it was edited. */
  v.object({ type: v.literal("start-plan"), turnId: v.string() }),
  /** Continues the last turn with a hint for the model. */
  v.object({ type: v.literal("continue-with"), hint: v.string() }),
  plain("stop"),
  /** The answer to the approval request with that nonce. */
  v.object({ type: v.literal("approve"), nonce: v.string(), decision: answerSchema }),
  /** The answer to a tool's question with that nonce. */
  v.object({ type: v.literal("answer"), nonce: v.string(), text: v.string() }),
  /** Opens VS Code's diff view of the change in a request; `at`: which one, of several. */
  v.object({ type: v.literal("open-diff"), nonce: v.string(), at: v.exactOptional(count) }),
  /** A link in an answer: a web address, or a workspace file as `path` or `path:line`. */
  v.object({ type: v.literal("open-link"), href: v.string() }),
  /** Opens an attachment's document. */
  v.object({ type: v.literal("open-attachment"), attachment }),
  v.object({ type: v.literal("fault-action"), action: v.picklist(faultActions) }),
  v.object({ type: v.literal("set-mode"), mode: modeSchema }),
  /** Opens the editor's page on workspace trust. */
  plain("manage-trust"),
  /** Makes another result of the last answer the chosen one, counted from 0. */
  v.object({ type: v.literal("choose-result"), turnId: v.string(), index: count }),
  /** Sets files back to before a turn, after a question. */
  v.object({ type: v.literal("restore-files"), turnId: v.string() }),
  /** Takes the last restore back. */
  plain("redo-restore"),
  /** Opens the probabilities of an answer's tokens. */
  v.object({ type: v.literal("show-probabilities"), turnId: v.string() }),
] as const;
export type ConversationToHost = MessageOf<typeof conversationToHost>;

export const conversationToPanel = [
  v.object({ type: v.literal("restored"), chatId: v.string(), transcript: v.custom<Transcript>(isTranscript) }),
  v.object({ type: v.literal("events"), chatId: v.string(), events: listOf(event) }),
  /** Puts text and attachments into the composer and the caret after them; nothing is sent. */
  v.object({ type: v.literal("compose"), text: v.string(), chips: listOf(attachment) }),
  plain("focus"),
] as const;

export const conversationState = {
  mode: modeSchema,
  /** False in a restricted workspace: agent mode is off and the panel says why. */
  trusted: v.boolean(),
  /** How tools show their calls, by the tools' names. */
  tools: v.record(v.string(), toolDisplaySchema),
  /** The workspace's prompt files, as commands that a question may begin with; absent if there are none. */
  prompts: optional(listOf(v.object({ name: v.string(), description: v.string(), hint: v.string() }))),
  /** The turns with token probabilities to show. */
  probabilities: optional(listOf(v.string())),
};
export type ConversationState = v.InferOutput<v.ObjectSchema<typeof conversationState, undefined>>;
