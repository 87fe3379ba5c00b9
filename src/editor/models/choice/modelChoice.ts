import type { PanelState } from "../../../chat/protocol/protocol.ts";
import type { ModelInfo } from "../../../model/model.ts";
import { hostOf } from "../../../providers/faults/reading/faultTarget.ts";
import { modelInfo } from "../../../providers/parameters/modelInfo.ts";
import { keepAliveOf } from "../../../providers/ollama/keepAlive.ts";
import type { WireProtocol } from "../../../providers/parameters/presetRow.ts";
import { type Preset, type PresetId, presetIds, presets } from "../../../providers/presets/presets.ts";

/** A model file on this machine. */
export type LocalFile = { id: string; label: string; path: string };

/** The chosen model. "none": nothing is set up, and the panel shows the set-up page. */
export type ModelChoice =
  | { type: "embedded"; file: LocalFile }
  | {
      type: "server";
      preset: Preset;
      protocol: WireProtocol;
      baseUrl: string;
      modelId: string;
      key: string | undefined;
      /** The window to request if the client decides it (Ollama). */
      contextTokens: number;
      /** How long Ollama keeps the model loaded: seconds or a duration; absent: its own setting. */
      keepAlive?: number | string;
    }
  | { type: "none"; why: string };

export type Facts = {
  settings: {
    provider: string;
    model: string;
    baseUrl: string;
    protocol: string;
    ollamaContextTokens: number;
    ollamaKeepAlive: string;
  };
  /** Keys by preset, stored or from the environment. */
  keys: ReadonlyMap<PresetId, string>;
  /** Whether this build includes the engine, and its model files, the chosen one first. */
  engine: { available: boolean; files: readonly LocalFile[] };
};

/**
 * Chooses the model. An explicit provider is used as set. "auto" uses the first hosted provider with a key, otherwise
 * the engine on this machine. Never chooses a model that the user did not set up.
 */
export function chooseModel(facts: Facts): ModelChoice {
  const { provider } = facts.settings;
  if (provider === "embedded") return embedded(facts);
  const preset = presetIds.find((id) => id === provider);
  if (preset) return server(facts, presets[preset]);
  if (facts.settings.baseUrl !== "") return server(facts, presets.custom);
  const keyed = presetIds.find((id) => !presets[id].local && id !== "custom" && facts.keys.has(id));
  return keyed ? server(facts, presets[keyed]) : embedded(facts);
}

function server(facts: Facts, preset: Preset): ModelChoice {
  const { model, baseUrl, protocol, ollamaContextTokens, ollamaKeepAlive } = facts.settings;
  const keepAlive = keepAliveOf(ollamaKeepAlive);
  return {
    type: "server",
    preset,
    protocol: protocolOf(preset, protocol),
    baseUrl: baseUrl || preset.baseUrl,
    modelId: model || preset.defaultModel || "",
    key: facts.keys.get(preset.id),
    contextTokens: ollamaContextTokens,
    ...(keepAlive !== undefined && { keepAlive }),
  };
}

/** The address in the settings, if it belongs to this preset's server; with "auto" it is the user's own server's. */
export function ownAddress(
  { id }: Pick<Preset, "id">,
  { provider, baseUrl }: Pick<Facts["settings"], "provider" | "baseUrl">,
): string | undefined {
  const isNamed = provider === id || (provider === "auto" && id === "custom");
  return isNamed && baseUrl !== "" ? baseUrl : undefined;
}

/** The base URL for a provider, which may not be the one chosen: "" for the provider's own. Each address has one owner. */
export function addressFor(
  provider: string,
  settings: Pick<Facts["settings"], "provider" | "baseUrl"> & { ownServer: string },
): string {
  if (provider === settings.provider) return settings.baseUrl;
  return provider === "custom" ? settings.ownServer : "";
}

/** The protocol in the settings if the provider speaks it; otherwise its most capable one. */
export function protocolOf({ protocols = ["openai"] }: Preset, wanted: string): WireProtocol {
  return protocols.find((each) => each === wanted) ?? protocols[0];
}

function embedded({ engine, settings }: Facts): ModelChoice {
  if (!engine.available) return { type: "none", why: "This build of Gemma Code carries no engine of its own." };
  const file = engine.files.find((each) => each.id === settings.model) ?? engine.files[0];
  return file ? { type: "embedded", file } : { type: "none", why: "No model has been downloaded yet." };
}

/** The identity of a choice: "<preset> <model id>", or "embedded <file id>"; empty for none. */
export function nameOf(choice: ModelChoice): string {
  if (choice.type === "embedded") return `embedded ${choice.file.id}`;
  return choice.type === "server" ? `${choice.preset.id} ${choice.modelId}` : "";
}

/**
 * The panel's words for a choice, and whether it is known to read text only. `last`: what the last used model reported,
 * which is better than the settings' names.
 */
export function shownModel(
  choice: Exclude<ModelChoice, { type: "none" }>,
  last: { choice: string; info: ModelInfo } | undefined,
): NonNullable<PanelState["model"]> {
  if (last?.choice === nameOf(choice)) {
    const { label, provider, contextTokens, vision } = last.info;
    return {
      label,
      provider,
      ...(contextTokens !== undefined && { contextTokens }),
      ...(!vision && { textOnly: true }),
    };
  }
  if (choice.type === "embedded") return { label: choice.file.label, provider: "On this machine", textOnly: true };
  const { preset, modelId, baseUrl } = choice;
  const known = preset.models.find((model) => model.id === modelId);
  // A local server's loaded model is known only once it is asked.
  const textOnly = !preset.local && !modelInfo(preset, modelId, baseUrl).vision;
  return {
    label: known?.label ?? (modelId || `Model of ${hostOf(baseUrl)}`),
    provider: preset.label,
    ...(textOnly && { textOnly }),
  };
}
