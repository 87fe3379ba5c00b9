import type { PresetRow } from "../parameters/presetRow.ts";
import { vllmSampling } from "../parameters/samplingPlaces.ts";
import { common, localPreset } from "./shared.ts";

export const vllm: PresetRow<"vllm"> = {
  ...localPreset,
  id: "vllm",
  label: "vLLM",
  baseUrl: "http://127.0.0.1:8000/v1",
  startHint: "vllm serve <model>",
  supports: { ...common, sampling: vllmSampling, reasoning: "template", thoughts: "reasoning" },
};
