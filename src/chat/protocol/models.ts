import * as v from "valibot";
import { type ThinkingControl, thinkingLevels } from "../../model/thinking.ts";
import { listOf } from "../../agent/transcript/schema/lists.ts";
import { type MessageOf, optional, plain } from "./parts.ts";

const level = v.picklist(thinkingLevels);

const setupChoice = v.variant("type", [
  v.object({ type: v.literal("embedded"), id: v.string() }),
  plain("model-file"),
  v.object({ type: v.literal("local"), baseUrl: v.string(), model: v.string() }),
  v.object({ type: v.literal("hosted"), preset: v.string() }),
  plain("custom"),
  /** Lets the user pick a Gemma for that server to download. */
  v.object({ type: v.literal("pull"), baseUrl: v.string() }),
  v.object({ type: v.literal("unload"), baseUrl: v.string(), model: v.string() }),
  plain("cancel-download"),
  plain("search-again"),
  plain("close"),
]);
export type SetupChoice = v.InferOutput<typeof setupChoice>;

export const modelsToHost = [
  v.object({ type: v.literal("setup"), choice: setupChoice }),
  /** How much the model in use should think; without a level, as in the settings. */
  v.object({ type: v.literal("set-thinking"), level: optional(level) }),
  /** Opens the model picker. */
  plain("pick-model"),
] as const;
export type ModelsToHost = MessageOf<typeof modelsToHost>;

const embeddedOffer = v.object({
  id: v.string(),
  label: v.string(),
  /** Download size and memory need in bytes. */
  bytes: v.number(),
  memoryBytes: v.number(),
  licence: v.string(),
  licenceUrl: v.string(),
  recommended: v.boolean(),
  /** The file is on disk already. */
  present: v.boolean(),
  /** More than this machine has. */
  tooLarge: v.boolean(),
});
export type EmbeddedOffer = v.InferOutput<typeof embeddedOffer>;

const localOffer = v.object({
  baseUrl: v.string(),
  label: v.string(),
  models: listOf(v.string()),
  /** Loaded models that the server can unload, with facts about each. */
  loaded: optional(listOf(v.object({ model: v.string(), words: v.string() }))),
  /** It can download models. */
  pulls: optional(v.boolean()),
});
export type LocalOffer = v.InferOutput<typeof localOffer>;

const setupState = v.object({
  /** `available`: this build includes the engine. Models are offered smallest first. */
  embedded: v.object({ available: v.boolean(), models: listOf(embeddedOffer) }),
  /**
   * Servers found on this machine. `searching` while requests are running; `note`: which machine that is, in a remote
   * window.
   */
  local: v.object({ searching: v.boolean(), servers: listOf(localOffer), note: optional(v.string()) }),
  hosted: listOf(v.object({ preset: v.string(), label: v.string(), note: v.string(), hasKey: v.boolean() })),
  /** The outcome of the last choice, in words. */
  problem: optional(v.string()),
});
export type SetupState = v.InferOutput<typeof setupState>;

const thinking: v.GenericSchema<unknown, ThinkingControl> = v.object({
  levels: listOf(level),
  withTools: listOf(level),
  chosen: optional(level),
});

export const modelsState = {
  /** The model that would answer; absent until one is set up. */
  model: optional(
    v.object({
      label: v.string(),
      provider: v.string(),
      contextTokens: optional(v.number()),
      textOnly: optional(v.boolean()),
      /** Absent if a thinking level would have no effect. */
      thinking: optional(thinking),
    }),
  ),
  /** Shown instead of an empty chat while no model is set up, or on the user's request. */
  setup: optional(setupState),
  /** The engine's state, if the user must know it. */
  engine: optional(
    v.object({
      phase: v.picklist(["downloading", "loading"]),
      label: v.string(),
      fraction: optional(v.number()),
      detail: optional(v.string()),
    }),
  ),
};
export type ModelsState = v.InferOutput<v.ObjectSchema<typeof modelsState, undefined>>;
