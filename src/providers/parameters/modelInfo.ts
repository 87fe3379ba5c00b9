import { canHear } from "../../gemma/rules/family.ts";
import { parseGemmaName } from "../../gemma/rules/gemmaName.ts";
import type { ModelInfo } from "../../model/model.ts";
import { windowTokens } from "../faults/reading/numbers.ts";
import type { PresetRow, WireProtocol } from "./presetRow.ts";

/**
 * What is known of a model: what the caller says, else the preset's row, else what its name tells.
 * @param protocol the one it is asked over
 * @param baseUrl the address in use, shown where the server has no name of its own
 */
export function modelInfo(
  preset: PresetRow,
  modelId: string,
  baseUrl: string,
  info: Partial<ModelInfo> = {},
  protocol: WireProtocol = "openai",
): ModelInfo {
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
    ...(known?.video === protocol && { video: true }),
    // These take recordings; whether the model has the part that hears, its name alone tells.
    ...((preset.id === "vllm" || preset.id === "custom") && canHear(modelId) && { audio: true }),
    ...(known?.price !== undefined && { price: known.price }),
    // Ollama passes these on to a service of its own.
    ...(preset.local && !/[-:]cloud$/.test(modelId) && { local: true }),
    ...rest,
    ...(contextTokens !== undefined && { contextTokens }),
    // The protocol has no place for them.
    ...(protocol === "anthropic" && { video: false, audio: false }),
  };
}
