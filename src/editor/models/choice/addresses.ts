import { type PresetId, presets } from "../../../providers/parameters/presets.ts";

/** The base URL that a choice of model leaves in the settings, and those to remember, by provider. */
export type Addresses = { baseUrl?: string; remembered: Readonly<Record<string, string>> };

/**
 * Which base URL goes with a provider that is chosen now: the one that was chosen with it; else the user's own of that
 * provider, as it stands in the settings or stood there before. One of another provider leaves the settings and is
 * remembered for when that provider is chosen again.
 * @param before the settings' provider ("auto" with an address means a custom server) and base URL, "" for none
 */
export function addressesAfter(
  picked: { preset: PresetId | "embedded"; baseUrl?: string },
  before: { provider: string; baseUrl: string },
  remembered: Readonly<Record<string, string>>,
): Addresses {
  const owner = before.provider === "auto" ? "custom" : before.provider;
  const all = before.baseUrl === "" ? remembered : { ...remembered, [owner]: before.baseUrl };
  if (picked.preset === "embedded") return { remembered: all };
  const given = picked.baseUrl === presets[picked.preset].baseUrl ? "" : picked.baseUrl;
  const baseUrl = given ?? all[picked.preset] ?? "";
  const { [picked.preset]: _, ...others } = all;
  return {
    ...(baseUrl !== "" && { baseUrl }),
    remembered: baseUrl === "" ? others : { ...others, [picked.preset]: baseUrl },
  };
}
