import { toModelError } from "../../../model/modelError.ts";
import { type CachedList, ListCache } from "../../../providers/discovery/listCache.ts";
import { fromKnown, type ListedModel } from "../../../providers/discovery/listedModel.ts";
import type { ListServer } from "../../../providers/discovery/listEndpoint.ts";
import { type PresetId, presetIds, presets } from "../../../providers/presets/presets.ts";
import { type Facts, ownAddress, protocolOf } from "./modelChoice.ts";
import type { HostedList } from "../picker/modelRows.ts";

export type HostedProvider = Pick<ListServer, "preset" | "baseUrl" | "apiKey" | "protocol">;

/** The hosted providers with a key, and the user's own server, each at its configured address. */
export function hostedProviders(
  settings: Pick<Facts["settings"], "provider" | "baseUrl" | "protocol">,
  keys: ReadonlyMap<PresetId, string>,
): HostedProvider[] {
  return presetIds.flatMap((id) => {
    const [preset, apiKey] = [presets[id], keys.get(id)];
    const baseUrl = ownAddress(preset, settings);
    if (preset.local || (id === "custom" ? baseUrl : apiKey) === undefined) return [];
    const server = { preset, protocol: protocolOf(preset, settings.protocol) };
    return [{ ...server, ...(baseUrl !== undefined && { baseUrl }), ...(apiKey !== undefined && { apiKey }) }];
  });
}

/** A younger list is not fetched again. */
const freshMs = 10 * 60_000;

/** The models of hosted providers: the cached list at once, then today's. */
export class HostedLists {
  private readonly cache: ListCache;
  /** Lists read or fetched in this window, so that a question doesn't wait for the disk. */
  private readonly known = new Map<string, CachedList | undefined>();

  constructor(folder: string) {
    this.cache = new ListCache(folder);
  }

  /** Reports the providers' lists, twice each if a newer one comes. Never throws. */
  async load(providers: readonly HostedProvider[], found: (lists: readonly HostedList[]) => void): Promise<void> {
    const lists = await Promise.all(providers.map(async (provider) => listOf(provider, await this.kept(provider))));
    found([...lists]);
    const refreshing = providers.map(async (provider, at) => {
      if (Date.now() - (lists[at]?.at ?? 0) < freshMs) return;
      lists[at] = await this.refreshed(provider);
      found([...lists]);
    });
    await Promise.all(refreshing);
  }

  /** A model's entry in a cached list. */
  async find(provider: HostedProvider, modelId: string): Promise<ListedModel | undefined> {
    return (await this.kept(provider))?.models.find(({ id }) => id === modelId);
  }

  /** Continues if the user has left: the list is useful next time. */
  private async refreshed(provider: HostedProvider): Promise<HostedList> {
    const { signal } = new AbortController();
    try {
      const fetched = await this.cache.refresh(provider, { signal });
      this.known.set(nameOf(provider), fetched);
      return listOf(provider, fetched);
    } catch (error) {
      const problem = toModelError(error, signal).message;
      return { ...listOf(provider, await this.kept(provider)), problem };
    }
  }

  private async kept(provider: HostedProvider): Promise<CachedList | undefined> {
    const name = nameOf(provider);
    if (!this.known.has(name)) this.known.set(name, await this.cache.read(provider));
    return this.known.get(name);
  }
}

const nameOf = ({ preset, baseUrl }: HostedProvider): string => `${preset.id} ${baseUrl ?? ""}`;

const listOf = ({ preset, baseUrl }: HostedProvider, kept: CachedList | undefined): HostedList => ({
  preset: preset.id,
  label: preset.label,
  ...(baseUrl !== undefined && { baseUrl }),
  models: kept?.models ?? preset.models.map(fromKnown),
  ...(kept && { at: kept.at }),
});
