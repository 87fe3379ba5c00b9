import * as v from "valibot";
import { parseGemmaName } from "../../../gemma/rules/gemmaName.ts";
import { catalogue } from "../../../providers/embedded/download/catalogue.ts";
import { type PresetId, presetIds, presets } from "../../../providers/presets/presets.ts";

/** A fallback model as named in the settings. */
export type FallbackModelName = { provider: PresetId | "embedded"; model: string };

const namesSchema = v.fallback(v.array(v.unknown()), []);

/**
 * Parses the setting `gemma.fallbackModels`: "provider/model", or a provider for its default model. Other values are
 * ignored; the settings page marks them.
 */
export function parseFallbackModels(setting: unknown): FallbackModelName[] {
  return v.parse(namesSchema, setting).flatMap((entry): FallbackModelName[] => {
    if (typeof entry !== "string") return [];
    const [, name = "", model = ""] = /^([^/]+)(?:\/(.+))?$/.exec(entry.trim()) ?? [];
    const provider = name === "embedded" ? name : presetIds.find((id) => id === name);
    return provider ? [{ provider, model }] : [];
  });
}

/**
 * The display names of a fallback model and its provider, as the model will report them once set up.
 * @param baseUrl the address in the settings, which names a custom server
 */
export function namesOf({ provider, model }: FallbackModelName, baseUrl: string): { label: string; provider: string } {
  if (provider === "embedded") {
    const known = catalogue.find(({ id }) => id === model);
    return { label: known?.label ?? (model || "Gemma"), provider: "On this machine" };
  }
  const preset = presets[provider];
  const id = model || preset.defaultModel || "";
  const known = preset.models.find((each) => each.id === id);
  const label = known?.label ?? parseGemmaName(id)?.label ?? (id || "The first model");
  const host = provider === "custom" && URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined;
  return { label, provider: host ?? preset.label };
}
