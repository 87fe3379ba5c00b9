import * as vscode from "vscode";
import type { ModelsState } from "../../chat/protocol/models.ts";
import type { Model } from "../../model/model.ts";
import { presets } from "../../providers/presets/presets.ts";
import { readSettings } from "../core/settings/settings.ts";
import { HostedLists } from "./choice/hostedLists.ts";
import { ownAddress } from "./choice/modelChoice.ts";
import { StoredChoice } from "./choice/storedChoice.ts";
import { ChosenModel, type Use } from "./chosenModel.ts";
import { providerOfKey } from "./keys/keyFlow.ts";
import { ProviderKeys } from "./keys/providerKeys.ts";
import { ModelSetup } from "./modelSetup.ts";
import { EmbeddedModels } from "./setup/embeddedModels.ts";
import { SetupPage } from "./setup/setupPage.ts";
import { inform } from "../show/notices.ts";

/** The chosen model (`chosen`), how another is set up (`setup`), the keys, and what the panel shows of them. */
export class Models implements vscode.Disposable {
  readonly keys: ProviderKeys;
  readonly chosen: ChosenModel;
  readonly setup: ModelSetup;
  private readonly embedded: EmbeddedModels;
  private readonly page: SetupPage;
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onChange = this.changes.event;

  /** `metered` counts the cost of a model's requests, and enforces the budgets. */
  constructor(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    metered: (model: Model, use: Use) => Model,
  ) {
    const { globalState, globalStorageUri, secrets } = context;
    const changed = (): void => this.changes.fire();
    const lists = new HostedLists(vscode.Uri.joinPath(globalStorageUri, "lists").fsPath);
    const keys = new ProviderKeys(secrets, changed);
    const embedded = new EmbeddedModels(context, log, changed);
    const say = (words: string): void => {
      log.info(words);
      void inform(`Gemma Code: ${words}`);
    };
    const chosen = new ChosenModel({ memory: globalState, keys, embedded, lists, metered, changed, say });
    const choice = () => chosen.choice();
    const page = new SetupPage(changed, choice);
    const stored = new StoredChoice(globalState);
    [this.keys, this.embedded, this.chosen, this.page] = [keys, embedded, chosen, page];
    this.setup = new ModelSetup({ page, keys, embedded, lists, stored, choice, changed });
  }

  async state(): Promise<ModelsState> {
    const choice = await this.chosen.choice();
    const model = await this.chosen.shown(choice);
    const showSetup = this.page.isOpen || choice.type === "none";
    if (showSetup) void this.page.search(false);
    const engine = this.embedded.activity() ?? this.page.ollama.activity();
    const keyed = async () => new Set((await this.keys.all()).keys());
    return {
      ...model,
      ...(showSetup && { setup: this.page.state(await this.embedded.offers(), await keyed()) }),
      ...(engine && { engine }),
    };
  }

  /**
   * Asks for the key of the current provider, or of one that the user picks, and tests it. `isWanted`: as in
   * `providerOfKey`.
   */
  async askKey(isWanted = false): Promise<void> {
    const choice = await this.chosen.choice();
    const preset = await providerOfKey(choice.type === "server" ? choice.preset : undefined, isWanted);
    if (preset) await this.keys.set(preset);
  }

  /** Unloads the current model from this machine's memory. */
  async unload(): Promise<void> {
    const choice = await this.chosen.choice();
    const isOllama = choice.type === "server" && choice.preset.id === "ollama";
    if (isOllama) await this.page.ollama.manage({ baseUrl: choice.baseUrl }, choice.modelId || undefined);
    await this.embedded.unload();
  }

  /** Lists what Ollama holds in memory, at the settings' address if it is the current provider. */
  async showOllama(): Promise<void> {
    const baseUrl = ownAddress(presets.ollama, readSettings());
    await this.page.ollama.manage(baseUrl === undefined ? {} : { baseUrl });
  }

  dispose(): void {
    this.page.dispose();
    this.keys.dispose();
    this.embedded.dispose();
    this.changes.dispose();
  }
}
