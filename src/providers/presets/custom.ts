import type { PresetRow } from "../parameters/presetRow.ts";
import { common } from "./shared.ts";

export const custom: PresetRow<"custom"> = {
  id: "custom",
  label: "OpenAI-compatible server",
  description: "Any OpenAI-compatible server at `#gemma.baseUrl#`",
  local: false,
  baseUrl: "",
  models: [],
  headers: {},
  supports: common,
  protocols: ["openai", "anthropic"],
};
