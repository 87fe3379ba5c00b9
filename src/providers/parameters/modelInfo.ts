import { canHear } from "../../gemma/rules/family.ts";
import { parseGemmaName } from "../../gemma/rules/gemmaName.ts";
import type { ModelInfo } from "../../model/model.ts";
import { windowTokens } from "../faults/reading/numbers.ts";
import type { PresetRow, WireProtocol } from "./presetRow.ts";

/**
 * The facts about a model: the caller's, otherwise the preset's row, otherwise those in its name.
 * @param protocol the protocol in use
 * @param baseUrl the address in use, shown if the server has no name
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
    // A name does not tell whether a local server has loaded the vision part.
    vision: known?.vision ?? (named ? named.vision && !preset.local : true),
    ...(known?.video === protocol && { video: true }),
    // These servers take recordings; only the name tells whether the model does.
    ...((preset.id === "vllm" || preset.id === "custom") && canHear(modelId) && { audio: true }),
    ...(known?.price !== undefined && { price: known.price }),
    // Ollama forwards these to its own cloud.
    ...(preset.local && !/[-:]cloud$/.test(modelId) && { local: true }),
    ...rest,
    ...(contextTokens !== undefined && { contextTokens }),
    // The protocol doesn't support them.
    ...(protocol === "anthropic" && { video: false, audio: false }),
  };
}
