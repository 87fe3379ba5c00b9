import * as vscode from "vscode";
import type { EmbeddedOffer, SetupState } from "../../chat/protocol.ts";
import { discoverLocalServers, type LocalServer } from "../../providers/discovery/discover.ts";
import { type PresetId, presetIds, presets } from "../../providers/presets.ts";

const notes: Partial<Record<PresetId, string>> = {
  openrouter: "Gemma 4 31B free, and more",
  keeprouter: "Gemma 4 31B",
  runware: "Gemma 4 31B",
  google: "Gemma 4 and 3, free tier",
};

/** What the set-up page knows: servers are looked for when it opens or when asked to, never in between. */
export class SetupPage {
  isOpen = false;
  problem: string | undefined;
  private servers: readonly LocalServer[] = [];
  private searching: AbortController | undefined;
  private wasSearched = false;
  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
  }

  get found(): readonly LocalServer[] {
    return this.servers;
  }

  /** Looks for running servers once; `again` looks anew. */
  async search(again: boolean): Promise<void> {
    if (this.searching || (this.wasSearched && !again)) return;
    this.wasSearched = true;
    this.searching = new AbortController();
    try {
      this.servers = await discoverLocalServers({}, this.searching.signal);
    } finally {
      this.searching = undefined;
      this.changed();
    }
  }

  state(embedded: SetupState["embedded"], keyed: ReadonlySet<PresetId>): SetupState {
    const hosted = presetIds.filter((id) => !presets[id].local && id !== "custom");
    return {
      embedded,
      local: { searching: this.searching !== undefined, servers: this.servers.map(shown) },
      hosted: hosted.map((preset) => ({
        preset,
        label: presets[preset].label,
        note: notes[preset] ?? "",
        hasKey: keyed.has(preset),
      })),
      ...(this.problem !== undefined && { problem: this.problem }),
    };
  }

  dispose(): void {
    this.searching?.abort();
  }
}

const shown = (server: LocalServer) => ({
  baseUrl: server.baseUrl,
  label: server.state === "loading" ? `${server.label} (loading)` : server.label,
  models: server.models.map((model) => model.id),
});

/** Asks for the address of another server; undefined when the person leaves. */
export async function askBaseUrl(): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: "OpenAI-compatible server",
    prompt: "Base URL; it mostly ends in /v1",
    placeHolder: "http://127.0.0.1:8080/v1",
    ignoreFocusOut: true,
    validateInput: (text) => (/^https?:\/\/\S+$/.test(text.trim()) ? undefined : "Starts with http:// or https://"),
  });
  return value?.trim() || undefined;
}

/** Shows a model's licence before its first download; true when the person goes on. */
export async function confirmDownload(offer: EmbeddedOffer): Promise<boolean> {
  const size = `${(offer.bytes / 1e9).toFixed(1)} GB`;
  const read = "Read the Licence";
  const go = "Download";
  for (;;) {
    const answer = await vscode.window.showInformationMessage(
      `Download ${offer.label} (${size})?`,
      { modal: true, detail: `Its licence: ${offer.licence}. By downloading you accept it. ${offer.licenceUrl}` },
      go,
      read,
    );
    if (answer !== read) return answer === go;
    await vscode.env.openExternal(vscode.Uri.parse(offer.licenceUrl));
  }
}
