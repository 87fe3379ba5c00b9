import * as vscode from "vscode";
import type { EmbeddedOffer, LocalOffer, SetupChoice, SetupState } from "../../../chat/protocol/models.ts";
import { discoverLocalServers, type LocalServer, wellKnownUrls } from "../../../providers/discovery/discover.ts";
import { remoteWords } from "../../../providers/discovery/remotePlace.ts";
import type { LoadedModel } from "../../../providers/ollama/ollamaServer.ts";
import { type EndpointOptions, isLoopback } from "../../../providers/http/transport/endpoint.ts";
import { type PresetId, presetIds, presets } from "../../../providers/presets/presets.ts";
import { readSettings } from "../../core/settings/settings.ts";
import type { ModelChoice } from "../choice/modelChoice.ts";
import { OllamaModels } from "./ollamaModels.ts";
import { loadedWords } from "./ollamaWords.ts";
import { remotePlace } from "../choice/remotePlace.ts";
import { askModal } from "../../show/notices.ts";

/** The state of the set-up page. Servers are searched for when it opens or on request, never in between. */
export class SetupPage {
  isOpen = false;
  problem: string | undefined;
  /** The models of a found Ollama. */
  readonly ollama: OllamaModels;
  private servers: readonly LocalServer[] = [];
  private loaded: ReadonlyMap<string, readonly LoadedModel[]> = new Map();
  private searching: AbortController | undefined;
  private wasSearched = false;
  private readonly changed: () => void;
  private readonly choice: () => Promise<ModelChoice>;

  /** `choice`: the current choice. */
  constructor(changed: () => void, choice: () => Promise<ModelChoice>) {
    this.changed = changed;
    this.choice = choice;
    this.ollama = new OllamaModels(changed);
  }

  get found(): readonly LocalServer[] {
    return this.servers;
  }

  /** Searches for running servers once; with `again`, again. */
  async search(again: boolean): Promise<void> {
    if (this.searching || (this.wasSearched && !again)) return;
    this.wasSearched = true;
    this.searching = new AbortController();
    try {
      const { signal } = this.searching;
      this.servers = await discoverLocalServers({ urls: addresses(), ...own(await this.choice()) }, signal);
      this.loaded = await this.loadedIn(this.servers);
    } finally {
      this.searching = undefined;
      this.changed();
    }
  }

  state(embedded: SetupState["embedded"], keyed: ReadonlySet<PresetId>): SetupState {
    const hosted = presetIds.filter((id) => !presets[id].local && id !== "custom");
    const place = remotePlace();
    const note = place && remoteWords(presets.ollama.baseUrl, "a server, such as Ollama,", place);
    return {
      embedded,
      local: {
        searching: this.searching !== undefined,
        servers: this.servers.map((each) => this.shown(each)),
        ...(note !== undefined && { note }),
      },
      hosted: hosted.map((preset) => ({
        preset,
        label: presets[preset].label,
        note: presets[preset].offer ?? "",
        hasKey: keyed.has(preset),
      })),
      ...(this.problem !== undefined && { problem: this.problem }),
    };
  }

  /** Makes an Ollama download or unload a Gemma; returns the name of a model that is now there. Throws ModelError. */
  async pullOrUnload(choice: Extract<SetupChoice, { type: "pull" | "unload" }>): Promise<string | undefined> {
    const { baseUrl } = choice;
    if (choice.type === "pull") return this.ollama.pull({ baseUrl });
    await this.ollama.unload({ baseUrl }, choice.model);
    this.loaded = await this.loadedIn(this.servers);
    return undefined;
  }

  dispose(): void {
    this.searching?.abort();
    this.ollama.dispose();
  }

  private async loadedIn(servers: readonly LocalServer[]): Promise<Map<string, readonly LoadedModel[]>> {
    const ollamas = servers.filter(({ preset, state }) => preset === "ollama" && state === "ready");
    const found = ollamas.map(async ({ baseUrl }) => [baseUrl, await this.ollama.loaded({ baseUrl })] as const);
    return new Map(await Promise.all(found));
  }

  private shown(server: LocalServer): LocalOffer {
    const loaded = this.loaded.get(server.baseUrl)?.map((model) => ({
      model: model.name,
      words: loadedWords(model, Date.now()),
    }));
    return {
      baseUrl: server.baseUrl,
      label: server.state === "loading" ? `${server.label} (loading)` : server.label,
      models: server.models.map((model) => model.id),
      ...(loaded && { loaded, pulls: true }),
    };
  }
}

/** The server in use, with its key. */
function own(choice: ModelChoice): { own?: EndpointOptions } {
  if (choice.type !== "server") return {};
  const { preset, baseUrl, key } = choice;
  return { own: { preset, baseUrl, ...(key !== undefined && { apiKey: key }) } };
}

/**
 * Where local servers are searched for: their default ports, and the address of the settings if it is such a server's.
 */
function addresses(): readonly string[] {
  const { provider, baseUrl } = readSettings();
  const preset = presetIds.find((id) => id === provider);
  const isLocal = isLoopback(baseUrl) || (baseUrl !== "" && preset !== undefined && presets[preset].local);
  return isLocal ? [baseUrl, ...wellKnownUrls] : wellKnownUrls;
}

/** Shows a model's licence before its first download; true if the user continues. */
export async function confirmDownload(offer: EmbeddedOffer): Promise<boolean> {
  const size = `${(offer.bytes / 1e9).toFixed(1)} GB`;
  const read = "Read the Licence";
  const go = "Download";
  for (;;) {
    const answer = await askModal(
      {
        headline: `Download ${offer.label} (${size})?`,
        detail: `Its licence: ${offer.licence}. By downloading you accept it. ${offer.licenceUrl}`,
      },
      go,
      read,
    );
    if (answer !== read) return answer === go;
    await vscode.env.openExternal(vscode.Uri.parse(offer.licenceUrl));
  }
}
