import * as v from "valibot";
import type { Transcript } from "../../agent/transcript/transcript.ts";
import { thinkingLevels } from "../../model/thinking.ts";
import { codeActions } from "../codeBlocks.ts";
import { faultActions } from "../faultActions.ts";
import { changesActions, followUps, type PanelState, type ToHost, type ToPanel } from "./protocol.ts";
import { answerSchema, chipSchema, modeSchema, turnEventSchema } from "./turnEventSchema.ts";

const optional = v.exactOptional;
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const levelSchema = v.picklist(thinkingLevels);
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1));

const choiceSchema = v.variant("type", [
  v.object({ type: v.literal("embedded"), id: v.string() }),
  v.object({ type: v.literal("local"), baseUrl: v.string(), model: v.string() }),
  v.object({ type: v.literal("hosted"), preset: v.string() }),
  v.object({ type: v.literal("pull"), baseUrl: v.string() }),
  v.object({ type: v.literal("unload"), baseUrl: v.string(), model: v.string() }),
  v.object({ type: v.picklist(["model-file", "custom", "cancel-download", "search-again", "close"]) }),
]);

const toHostSchema: v.GenericSchema<unknown, ToHost> = v.variant("type", [
  v.object({ type: v.picklist(["ready", "stop", "pick-model", "pick-images", "manage-trust", "show-usage"]) }),
  v.object({ type: v.literal("attach"), what: optional(v.literal("open-file")) }),
  v.object({ type: v.literal("ask"), text: v.string(), mode: modeSchema, chips: v.array(chipSchema) }),
  v.object({ type: v.literal("approve"), callId: v.string(), decision: answerSchema }),
  v.object({ type: v.literal("open-diff"), callId: v.string() }),
  v.object({ type: v.literal("show-probabilities"), turnId: v.string() }),
  v.object({ type: v.literal("choose-result"), turnId: v.string(), index: count }),
  v.object({ type: v.literal("open-link"), href: v.string() }),
  v.object({ type: v.literal("open-attachment"), chip: chipSchema }),
  v.object({
    type: v.literal("code"),
    action: v.picklist(codeActions),
    place: v.object({ turnId: v.string(), item: count, from: count, to: count }),
  }),
  v.object({ type: v.literal("follow-up"), turnId: v.string(), question: v.picklist(followUps) }),
  v.object({ type: v.literal("refactor-chip"), chip: chipSchema }),
  v.object({ type: v.literal("find-places"), turnId: v.string(), names: v.array(v.string()) }),
  v.object({ type: v.literal("changes"), action: v.picklist(changesActions) }),
  v.object({ type: v.literal("fault-action"), action: v.picklist(faultActions) }),
  v.object({ type: v.literal("setup"), choice: choiceSchema }),
  v.object({ type: v.literal("set-mode"), mode: modeSchema }),
  v.object({ type: v.literal("set-thinking"), level: optional(levelSchema) }),
  v.object({ type: v.literal("dropped"), uris: v.array(v.string()) }),
  v.object({ type: v.literal("fetch-image"), address: v.pipe(v.string(), v.maxLength(8192)) }),
  v.object({ type: v.literal("unreadable-image"), name: v.string() }),
  v.object({
    type: v.literal("plan-media"),
    id: v.string(),
    kind: v.picklist(["video", "audio"]),
    name: v.string(),
    bytes: count,
    seconds: optional(v.pipe(v.number(), v.minValue(0))),
    width: optional(pixels),
    height: optional(pixels),
  }),
  v.object({ type: v.literal("size-image"), id: v.string(), width: pixels, height: pixels }),
]);

const offerSchema = v.object({
  id: v.string(),
  label: v.string(),
  bytes: v.number(),
  memoryBytes: v.number(),
  licence: v.string(),
  licenceUrl: v.string(),
  recommended: v.boolean(),
  present: v.boolean(),
  tooLarge: v.boolean(),
});
const localSchema = v.object({
  baseUrl: v.string(),
  label: v.string(),
  models: v.array(v.string()),
  loaded: optional(v.array(v.object({ model: v.string(), words: v.string() }))),
  pulls: optional(v.boolean()),
});
const stateSchema: v.GenericSchema<unknown, PanelState> = v.object({
  model: optional(
    v.object({
      label: v.string(),
      provider: v.string(),
      contextTokens: optional(v.number()),
      textOnly: optional(v.boolean()),
      thinking: optional(
        v.object({ levels: v.array(levelSchema), withTools: v.array(levelSchema), chosen: optional(levelSchema) }),
      ),
    }),
  ),
  mode: modeSchema,
  trusted: v.boolean(),
  setup: optional(
    v.object({
      embedded: v.object({ available: v.boolean(), models: v.array(offerSchema) }),
      local: v.object({
        searching: v.boolean(),
        servers: v.array(localSchema),
        note: optional(v.string()),
      }),
      hosted: v.array(v.object({ preset: v.string(), label: v.string(), note: v.string(), hasKey: v.boolean() })),
      problem: optional(v.string()),
    }),
  ),
  changedFiles: optional(v.number()),
  probabilities: optional(v.array(v.string())),
  engine: optional(
    v.object({
      phase: v.picklist(["downloading", "loading"]),
      label: v.string(),
      fraction: optional(v.number()),
      detail: optional(v.string()),
    }),
  ),
});

/**
 * The host's own reducer made the transcript from checked events: only its frame is checked again, so that opening a
 * long chat costs no second walk through every word of it.
 */
const turnFrame = v.looseObject({ id: v.string(), items: v.array(v.looseObject({ type: v.string() })) });
const isTranscript = (input: unknown): boolean =>
  v.is(v.object({ settled: v.array(turnFrame), open: v.optional(turnFrame) }), input);

const toPanelSchema: v.GenericSchema<unknown, ToPanel> = v.variant("type", [
  v.object({ type: v.literal("restored"), chatId: v.string(), transcript: v.custom<Transcript>(isTranscript) }),
  v.object({ type: v.literal("events"), chatId: v.string(), events: v.array(turnEventSchema) }),
  v.object({ type: v.literal("state"), state: stateSchema }),
  v.object({ type: v.literal("compose"), text: v.string(), chips: v.array(chipSchema) }),
  v.object({ type: v.literal("focus") }),
  v.object({ type: v.literal("image-size"), id: v.string(), width: pixels, height: pixels }),
  v.object({
    type: v.literal("media-plan"),
    id: v.string(),
    plan: v.variant("type", [
      v.object({ type: v.picklist(["refused", "audio"]) }),
      v.object({ type: v.literal("video"), frames: count, whole: v.boolean(), width: pixels, height: pixels }),
    ]),
  }),
  v.object({
    type: v.literal("images"),
    files: v.array(v.object({ name: v.string(), mediaType: v.string(), data: v.string() })),
  }),
  v.object({
    type: v.literal("places"),
    turnId: v.string(),
    places: v.array(v.object({ name: v.string(), href: v.string() })),
  }),
]);

/** A message of the panel, or undefined when it is none. */
export function parseToHost(input: unknown): ToHost | undefined {
  const result = v.safeParse(toHostSchema, input);
  return result.success ? result.output : undefined;
}

/** A message of the host, or undefined when it is none. */
export function parseToPanel(input: unknown): ToPanel | undefined {
  const result = v.safeParse(toPanelSchema, input);
  return result.success ? result.output : undefined;
}
