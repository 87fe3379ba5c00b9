import type { WireSupport } from "../parameters/presetRow.ts";
import { openAiSampling } from "../parameters/samplingPlaces.ts";

/** What every server that calls itself OpenAI-compatible takes; for those whose further fields are not documented. */
export const common: WireSupport = {
  sampling: openAiSampling,
  reasoning: "none",
  streamUsage: true,
  thoughts: "none",
  system: "all",
};

export const gemma4 = { vision: true, nativeTools: true } as const;
export const gemma3 = { vision: true, nativeTools: false } as const;
export const free = { input: 0, output: 0 } as const;

/** Fields that all servers on the user's own machine share. */
export const localPreset = { local: true, models: [], headers: {} } as const;
