import { readSettings } from "../core/settings/settings.ts";
import type { EmbeddedModels } from "./setup/embeddedModels.ts";
import { addressFor, chooseModel, type ModelChoice } from "./choice/modelChoice.ts";
import type { ProviderKeys } from "./keys/providerKeys.ts";

/** The model chosen by the settings; or that of a named provider, at `baseUrl`, otherwise at the settings' address if they name its server. */
export async function currentChoice(
  { embedded, keys }: { embedded: EmbeddedModels; keys: ProviderKeys },
  other?: { provider: string; model: string; baseUrl?: string },
): Promise<ModelChoice> {
  const own = readSettings();
  const settings = { ...own, ...other, baseUrl: other?.baseUrl ?? addressFor(other?.provider ?? own.provider, own) };
  // Every question needs the choice, so files are searched only if they matter.
  const mayRunHere = settings.provider === "auto" || settings.provider === "embedded";
  const engine = { available: embedded.available, files: mayRunHere ? await embedded.files() : [] };
  return chooseModel({ settings, keys: await keys.all(), engine });
}
