import { type PresetId, presets } from "../../../providers/presets/presets.ts";

/** The base URL for the settings after a choice, and those to remember, by provider. */
export type Addresses = { baseUrl?: string; remembered: Readonly<Record<string, string>> };

/**
 * Which base URL belongs to a newly chosen provider. The one chosen with it; otherwise the user's own for that
 * provider, from the settings or remembered. Another provider's URL is removed from the settings and remembered.
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
