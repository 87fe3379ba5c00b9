import type { PresetRow } from "../parameters/presetRow.ts";
import { lmStudioSampling } from "../parameters/samplingPlaces.ts";
import { common, localPreset } from "./shared.ts";

export const lmstudio: PresetRow<"lmstudio"> = {
  ...localPreset,
  id: "lmstudio",
  label: "LM Studio",
  baseUrl: "http://127.0.0.1:1234/v1",
  startHint: "lms server start",
  supports: { ...common, sampling: lmStudioSampling },
};
