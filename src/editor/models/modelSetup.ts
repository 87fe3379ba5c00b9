import type { SetupChoice } from "../../chat/protocol/models.ts";
import { handle, type Handlers } from "../../chat/protocol/protocol.ts";
import { ModelError } from "../../model/modelError.ts";
import { DownloadError } from "../../providers/embedded/download/downloadError.ts";
import { presetIds, presets } from "../../providers/presets/presets.ts";
import { readSettings } from "../core/settings/settings.ts";
import { type HostedLists, hostedProviders } from "./choice/hostedLists.ts";
import { type ModelChoice, nameOf } from "./choice/modelChoice.ts";
import type { StoredChoice } from "./choice/storedChoice.ts";
import type { ProviderKeys } from "./keys/providerKeys.ts";
import { pickModel } from "./picker/modelPicker.ts";
import type { Picked } from "./picker/modelRows.ts";
import { connectServer } from "./setup/connectServer.ts";
import type { EmbeddedModels } from "./setup/embeddedModels.ts";
import type { SetupPage } from "./setup/setupPage.ts";
import { tellError } from "../show/notices.ts";

type Ports = {
  page: SetupPage;
  keys: ProviderKeys;
  embedded: EmbeddedModels;
  lists: HostedLists;
  stored: StoredChoice;
  /** The current choice. */
  choice(): Promise<ModelChoice>;
  changed(): void;
};

/** A model that can be asked. */
export type Ready = Extract<Picked, { type: "embedded" | "server" }>;

/** Chooses and sets up another model, from the set-up page or from the list of all. */
export class ModelSetup {
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** Runs an action of the set-up page; the page shows what fails. */
  async setup(choice: SetupChoice): Promise<void> {
    const { page, changed } = this.ports;
    page.problem = undefined;
    try {
      await handle(this.choices, choice);
    } catch (error) {
      const known = error instanceof ModelError || error instanceof DownloadError;
      if (!known) throw error;
      if (error.fault.kind !== "aborted") page.problem = error.message;
    }
    changed();
  }

  /** Lets the user choose among all models that are or can be set up; false if cancelled. */
  async pick(): Promise<boolean> {
    const picked = await this.picked("Gemma model");
    if (picked) await this.take(picked);
    return picked !== undefined && picked.type !== "set-up";
  }

  /**
   * Lets the user choose a model for one purpose; the chosen one stays. Undefined if cancelled, or if it must be set up
   * first, which then begins.
   */
  async pickOther(title: string): Promise<Ready | undefined> {
    const picked = await this.picked(title);
    if (picked?.type === "set-up" || picked?.type === "pull") return void (await this.take(picked));
    const isHere = picked?.type !== "embedded" || picked.id === "" || (await this.ports.embedded.ensure(picked.id));
    return isHere ? picked : undefined;
  }

  private async picked(title: string): Promise<Picked | undefined> {
    const { page, keys, embedded, lists, choice } = this.ports;
    return pickModel({
      title,
      offers: (await embedded.offers()).models,
      current: nameOf(await choice()),
      load: async (found) => {
        const servers = page.search(true).then(() => found({ servers: page.found }));
        const providers = hostedProviders(readSettings(), await keys.all());
        await Promise.all([servers, lists.load(providers, (hosted) => found({ hosted }))]);
      },
    });
  }

  private readonly choices: Handlers<SetupChoice> = {
    embedded: async ({ id }) => {
      if (await this.ports.embedded.ensure(id)) await this.take({ type: "embedded", id });
    },
    "model-file": async () => {
      if (await this.ports.embedded.chooseFile()) await this.take({ type: "embedded", id: "" });
    },
    local: ({ baseUrl, model }) => {
      const server = this.ports.page.found.find((each) => each.baseUrl === baseUrl);
      return this.take({ type: "server", preset: server?.preset ?? "custom", baseUrl, model });
    },
    hosted: async (choice) => {
      const { keys } = this.ports;
      const preset = presetIds.find((id) => id === choice.preset);
      if (!preset) return;
      const isKeyed = (await keys.all()).has(preset) || (await keys.set(presets[preset]));
      if (isKeyed) await this.take({ type: "server", preset, model: "" });
    },
    custom: () => this.connect(),
    pull: (choice) => this.manageOllama(choice),
    unload: (choice) => this.manageOllama(choice),
    "cancel-download": () => {
      this.ports.page.ollama.cancel();
      this.ports.embedded.cancelDownload();
    },
    "search-again": () => {
      this.ports.page.isOpen = true;
      void this.ports.page.search(true);
    },
    close: () => {
      this.ports.page.isOpen = false;
    },
  };

  private async manageOllama(choice: Extract<SetupChoice, { type: "pull" | "unload" }>): Promise<void> {
    const model = await this.ports.page.pullOrUnload(choice);
    if (model !== undefined) await this.take({ type: "server", preset: "ollama", baseUrl: choice.baseUrl, model });
  }

  /** As on the set-up page, but a failure is also shown when that page is not visible. */
  private async pull(picked: Extract<Picked, { type: "pull" }>): Promise<void> {
    await this.setup(picked);
    const { problem, isOpen } = this.ports.page;
    if (problem !== undefined && !isOpen) void tellError(`Gemma Code: ${problem}`);
  }

  private async take(picked: Picked): Promise<void> {
    const { page, embedded, stored, changed } = this.ports;
    if (picked.type === "set-up") return this.setup({ type: "search-again" });
    if (picked.type === "pull") return this.pull(picked);
    if (picked.type === "embedded" && picked.id !== "" && !(await embedded.ensure(picked.id))) return;
    await stored.put(picked);
    page.isOpen = false;
    changed();
  }

  /** Uses a server that the user names, and asks for its key if it needs one. */
  private async connect(): Promise<void> {
    const { keys, stored } = this.ports;
    const server = await connectServer(stored.ownServer, (baseUrl) => keys.ownKey(baseUrl));
    if (!server) return;
    await this.take({ type: "server", preset: "custom", ...server });
    if (server.needsKey) await keys.set(presets.custom);
  }
}
