import type { PresetRow } from "../parameters/presetRow.ts";
import { llamaServerSampling } from "../parameters/samplingPlaces.ts";
import { common, localPreset } from "./shared.ts";

export const llamaServer: PresetRow<"llama-server"> = {
  ...localPreset,
  id: "llama-server",
  label: "llama-server",
  description: "llama.cpp's llama-server",
  baseUrl: "http://127.0.0.1:8080/v1",
  // Its default port since October 2026.
  otherUrls: ["http://127.0.0.1:9931/v1"],
  startHint: "llama-server -m <model.gguf>",
  supports: { ...common, sampling: llamaServerSampling, reasoning: "template", thoughts: "reasoning_content" },
};
