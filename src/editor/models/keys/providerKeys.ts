import type * as vscode from "vscode";
import { checkKey } from "../../../providers/discovery/checkKey.ts";
import { type FreeRequests, freeWords } from "../../../providers/discovery/freeRequests.ts";
import { type Preset, type PresetId, presetIds, presets } from "../../../providers/presets/presets.ts";
import { keyFor, keyText, originOf, parseKey } from "../../core/keyOrigin.ts";
import { Keys } from "../../core/keys.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { askKey, pickProvider, pickWay } from "./keyFlow.ts";
import { ownAddress, protocolOf } from "../choice/modelChoice.ts";
import { signInPorts } from "./signIn.ts";
import { SignInFlow } from "./signInFlow.ts";
import { inform, warn } from "../../show/notices.ts";

/** The providers' keys: which exist, and how they are added (by hand or sign-in), tested and removed. */
export class ProviderKeys implements vscode.Disposable {
  private readonly keys: Keys;
  private readonly flow = new SignInFlow();
  private readonly changed: () => void;

  constructor(secrets: vscode.SecretStorage, changed: () => void) {
    this.keys = new Keys(secrets);
    this.changed = changed;
  }

  /** Stored keys and those from the environment. */
  async all(): Promise<Map<PresetId, string>> {
    const keyOf = (id: PresetId) =>
      id === "custom" ? this.ownKey(readSettings().ownServer) : this.keys.get(id, presets[id].keyEnv);
    const found = await Promise.all(presetIds.map(async (id) => [id, await keyOf(id)] as const));
    return new Map(found.flatMap(([id, key]) => (key === undefined ? [] : [[id, key] as const])));
  }

  /** The key of the user's own server at an address. A key for another server is not sent there: it is asked anew. */
  async ownKey(address: string): Promise<string | undefined> {
    const stored = await this.keys.get("custom", undefined);
    if (stored === undefined) return undefined;
    const known = parseKey(stored);
    if (known.origin !== undefined) return keyFor(known, address);
    const origin = originOf(readSettings().ownServer);
    if (origin === undefined) return undefined;
    await this.keys.set("custom", keyText({ ...known, origin }));
    return keyFor({ ...known, origin }, address);
  }

  /**
   * Gets a key for a provider, by sign-in if possible and wanted, and tests it at once. A refused key is not stored.
   * True if it can be used. Throws ModelError.
   */
  async set(preset: Preset): Promise<boolean> {
    if (preset.id !== "openrouter") return this.keep(preset, await askKey(preset));
    const way = await pickWay(preset);
    if (way === undefined) return false;
    return way === "sign-in" ? this.signIn() : this.keep(preset, await askKey(preset));
  }

  /** Signs in to OpenRouter in the browser. True if its key can be used. Throws ModelError. */
  async signIn(): Promise<boolean> {
    return this.keep(presets.openrouter, await this.flow.start(signInPorts(addressOf(presets.openrouter))));
  }

  /** Handles the browser's redirect from a sign-in; an unrelated one is reported and ignored. */
  receive(uri: vscode.Uri): void {
    try {
      this.flow.receive(uri.query);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      void warn(`Gemma Code: ${words}`);
    }
  }

  /** Removes the key of a provider that the user picks. */
  async remove(): Promise<void> {
    const local = [...(await this.all()).keys()].map((id) => presets[id]).filter((preset) => preset.local);
    const preset = await pickProvider("Whose key should be forgotten?", local);
    if (!preset) return;
    await this.keys.remove(preset.id);
    this.changed();
    const still = await this.keys.get(preset.id, preset.keyEnv);
    const left = still ? ` The one of the environment variable ${preset.keyEnv} is used now.` : "";
    void inform(`${preset.label}: the stored key is forgotten.${left}`);
  }

  dispose(): void {
    this.keys.dispose();
  }

  private async keep(preset: Preset, apiKey: string | undefined): Promise<boolean> {
    if (apiKey === undefined) return false;
    const server = { preset, protocol: protocolOf(preset, readSettings().protocol), ...addressOf(preset) };
    const check = await checkKey({ ...server, apiKey }, { signal: AbortSignal.timeout(15_000) });
    if (!check.ok) throw check.error;
    const origin = preset.id === "custom" ? originOf(server.baseUrl ?? "") : undefined;
    await this.keys.set(preset.id, keyText({ key: apiKey.trim(), ...(origin !== undefined && { origin }) }));
    void inform(`${preset.label}: the key is stored.${creditText(check)}`);
    this.changed();
    return true;
  }
}

type Credit = { remaining?: number; isFreeTier?: boolean; free?: FreeRequests };

function creditText({ remaining, isFreeTier, free }: Credit): string {
  const requests = free === undefined ? "" : ` Free requests: ${freeWords(free)}.`;
  if (remaining !== undefined) return ` $${remaining.toFixed(2)} of credit left.${requests}`;
  const none = isFreeTier === true ? " No credit was bought yet: free models answer, within their limits." : "";
  return none + requests;
}

/** The address in the settings, if they name this provider. */
function addressOf(preset: Preset): { baseUrl?: string } {
  const baseUrl = ownAddress(preset, readSettings());
  return baseUrl === undefined ? {} : { baseUrl };
}
