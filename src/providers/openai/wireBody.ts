import type { JsonObject } from "../../model/message.ts";
import type { ModelInfo, ModelRequest } from "../../model/model.ts";
import { parseGemmaName } from "../discovery/gemmaName.ts";
import type { Preset } from "../presets.ts";
import { windowTokens } from "../window/numbers.ts";
import { toWireMessages } from "./wireMessages.ts";
import { openAiParams, takenBy, toWireOptions, toWireTools } from "./wireParams.ts";

export type BodyRules = {
  /** Further fields by their names on the wire; they come before our own. */
  extra?: JsonObject;
  /** The parameters that the model takes, by their names on the wire. Default: what the preset's row says, else all. */
  takes?: readonly string[];
};

/** The body of a request. Throws ModelError "settings" for a parameter out of the provider's range. */
export function toWireBody(request: ModelRequest, preset: Preset, info: ModelInfo, rules: BodyRules = {}): JsonObject {
  const version = parseGemmaName(info.id)?.version;
  const messages = toWireMessages(request.messages, {
    foldSystem: preset.supports.system === "from-gemma-4" && version !== undefined && version < 4,
    vision: info.vision,
    thoughts: preset.supports.thoughts,
  });
  const tools = toWireTools(request.tools);
  return {
    // Without a name llama-server and LM Studio answer with the model they have loaded.
    ...(info.id !== "" && { model: info.id }),
    messages,
    ...(tools !== undefined && { tools }),
    ...openAiParams(request, preset, rules.takes ?? takenBy(preset, info.id)).fields,
    ...toWireOptions(request, preset),
    ...rules.extra,
  };
}

/**
 * What is known of a model: what the caller says, else the preset's row, else what its name tells.
 * @param baseUrl the address in use, shown where the server has no name of its own
 */
export function modelInfo(preset: Preset, modelId: string, baseUrl: string, info: Partial<ModelInfo> = {}): ModelInfo {
  const { contextTokens: stated, ...rest } = info;
  const known = preset.models.find((model) => model.id === modelId);
  const contextTokens = windowTokens(stated) ?? known?.contextTokens;
  const named = parseGemmaName(modelId);
  return {
    id: modelId,
    label: known?.label ?? named?.label ?? (modelId || preset.label),
    provider: preset.id === "custom" && URL.canParse(baseUrl) ? new URL(baseUrl).host : preset.label,
    nativeTools: known?.nativeTools ?? named?.nativeTools ?? true,
    // A name does not tell whether a local server has loaded the part that sees.
    vision: known?.vision ?? (named ? named.vision && !preset.local : true),
    ...(known?.price !== undefined && { price: known.price }),
    // Ollama passes these on to a service of its own.
    ...(preset.local && !/[-:]cloud$/.test(modelId) && { local: true }),
    ...rest,
    ...(contextTokens !== undefined && { contextTokens }),
  };
}
