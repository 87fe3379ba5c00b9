import { readSettings } from "../core/settings.ts";
import type { EmbeddedModels } from "./setup/embeddedModels.ts";
import { chooseModel, type ModelChoice } from "./choice/modelChoice.ts";
import type { ProviderKeys } from "./keys/providerKeys.ts";

/**
 * The model the settings choose; that of another provider, if named, at the address of the settings if they name its
 * server.
 */
export async function currentChoice(
  { embedded, keys }: { embedded: EmbeddedModels; keys: ProviderKeys },
  other?: { provider: string; model: string },
): Promise<ModelChoice> {
  const own = readSettings();
  const isOther = other !== undefined && other.provider !== "custom" && other.provider !== own.provider;
  const settings = { ...own, ...other, ...(isOther && { baseUrl: "" }) };
  // Every question asks for the choice: files are looked for only where they could matter.
  const mayRunHere = settings.provider === "auto" || settings.provider === "embedded";
  const engine = { available: embedded.available, files: mayRunHere ? await embedded.files() : [] };
  return chooseModel({ settings, keys: await keys.all(), engine });
}
