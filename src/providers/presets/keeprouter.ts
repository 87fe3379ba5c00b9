import type { PresetRow } from "../parameters/presetRow.ts";
import { common } from "./shared.ts";

export const keeprouter: PresetRow<"keeprouter"> = {
  id: "keeprouter",
  label: "KeepRouter",
  offer: "Gemma 4 31B",
  local: false,
  baseUrl: "https://keeprouter.com/v1",
  keyEnv: "KEEPROUTER_KEY",
  keyUrl: "https://keeprouter.com",
  defaultModel: "gemma-4-31B-it",
  models: [
    {
      id: "gemma-4-31B-it",
      label: "Gemma 4 31B",
      vision: false,
      nativeTools: true,
      price: { input: 0.12, output: 0.35 },
    },
  ],
  headers: {},
  supports: common,
  protocols: ["openai", "anthropic"],
};
