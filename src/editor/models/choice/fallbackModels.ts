import * as v from "valibot";
import { parseGemmaName } from "../../../gemma/rules/gemmaName.ts";
import { catalogue } from "../../../providers/embedded/download/catalogue.ts";
import { type PresetId, presetIds, presets } from "../../../providers/parameters/presets.ts";

/** A model that may answer in place of the chosen one, as the settings name it. */
export type FallbackModelName = { provider: PresetId | "embedded"; model: string };

const namesSchema = v.fallback(v.array(v.unknown()), []);

/**
 * The setting `gemma.fallbackModels`: "provider/model" each, or a provider alone for its default model. What is not of
 * that form is passed over: the settings' own page marks it.
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
 * What a user calls it and its provider, as the model will say itself once it is set up.
 * @param baseUrl the address in the settings, which names a server of one's own
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
