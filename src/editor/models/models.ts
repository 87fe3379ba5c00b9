import * as vscode from "vscode";
import type { ConversationAction, FaultAction } from "../../chat/faultActions.ts";
import type { SetupChoice } from "../../chat/protocol/models.ts";
import type { PanelState } from "../../chat/protocol/protocol.ts";
import type { Model, ModelInfo } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import type { ThinkingLevel } from "../../model/thinking.ts";
import type { ListedModel } from "../../providers/discovery/listedModel.ts";
import { saysLeftOut } from "../../providers/media/saysLeftOut.ts";
import { DownloadError } from "../../providers/embedded/download/downloadError.ts";
import { type PresetId, presetIds, presets } from "../../providers/parameters/presets.ts";
import { readSettings } from "../core/settings.ts";
import type { UsageMeter } from "./usageMeter.ts";
import { connectServer } from "./setup/connectServer.ts";
import { currentChoice } from "./currentChoice.ts";
import { EmbeddedModels } from "./setup/embeddedModels.ts";
import { GemmaDialect } from "./choice/gemmaDialect.ts";
import { providerOfKey } from "./keys/keyFlow.ts";
import { type ModelChoice, nameOf, ownAddress, shownModel } from "./choice/modelChoice.ts";
import { HostedLists, hostedProviders } from "./choice/hostedLists.ts";
import { modelInputs } from "../attachments/modelInputs.ts";
import { pickModel } from "./picker/modelPicker.ts";
import type { Picked } from "./picker/modelRows.ts";
import { UserParameters } from "./choice/userParameters.ts";
import { ProviderKeys } from "./keys/providerKeys.ts";
import { ServerModels } from "./choice/serverModels.ts";
import { namesOf, parseFallbackModels } from "./choice/fallbackModels.ts";
import { SetupPage } from "./setup/setupPage.ts";
import { StoredChoice } from "./choice/storedChoice.ts";
import { ThinkingChoice } from "./choice/thinkingChoice.ts";

/** Which model answers, how it is set up, and what the panel shows of both. */
export class Models implements vscode.Disposable {
  readonly keys: ProviderKeys;
  readonly embedded: EmbeddedModels;
  private readonly servers = new ServerModels({ changed: () => this.changes.fire(), lists: () => this.lists });
  private readonly lists: HostedLists;
  private readonly dialect: GemmaDialect;
  private readonly parameters: UserParameters;
  private readonly meter: UsageMeter;
  private readonly stored: StoredChoice;
  private readonly thinking: ThinkingChoice;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly page = new SetupPage(
    () => this.changes.fire(),
    () => this.choice(),
  );
  readonly onChange = this.changes.event;
  /** The last model in use: what it says of itself is better than the settings' names, and its window may change. */
  private last: { choice: string; model: Pick<Model, "info"> } | undefined;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, meter: UsageMeter) {
    this.meter = meter;
    this.stored = new StoredChoice(context.globalState);
    this.thinking = new ThinkingChoice(context.globalState);
    this.keys = new ProviderKeys(context.secrets, () => this.changes.fire());
    this.lists = new HostedLists(vscode.Uri.joinPath(context.globalStorageUri, "lists").fsPath);
    this.embedded = new EmbeddedModels(context, log, () => this.changes.fire());
    const say = (words: string): void => {
      log.info(words);
      void vscode.window.showInformationMessage(`Gemma Code: ${words}`);
    };
    this.parameters = new UserParameters(say);
    this.dialect = new GemmaDialect(({ info }) => {
      say(
        `${info.provider} does not read ${info.label}'s tool calls. From now on its tools are written into the prompt.`,
      );
    });
  }

  /**
   * The model to ask now; what it is asked in the editor does not count for the chat's budget. Throws ModelError when none
   * is set up or a server must be asked first and does not answer.
   */
  async model(signal: AbortSignal, use: "chat" | "editor" = "chat"): Promise<Model> {
    const choice = await this.choice();
    const model = this.meter.wrap(await this.modelOf(choice, signal), use);
    const before = JSON.stringify(this.info);
    this.last = { choice: nameOf(choice), model };
    // Whoever hears asks for all of the panel's state, in the time between Enter and the request.
    if (JSON.stringify(this.info) !== before) this.changes.fire();
    return this.ready(choice, model, use);
  }

  private get info(): { choice: string; info: ModelInfo } | undefined {
    return this.last && { choice: this.last.choice, info: this.last.model.info };
  }

  /** The models that the settings name to answer in place of a failed one, in their order; each is set up when asked for. */
  fallbackModels(
    use: "chat" | "editor" = "chat",
  ): { label: string; provider: string; model(signal: AbortSignal): Promise<Model> }[] {
    const { fallbackModels, baseUrl } = readSettings();
    return parseFallbackModels(fallbackModels).map((name) => ({
      ...namesOf(name, baseUrl),
      model: async (signal) => {
        const choice = await this.choice(name);
        return this.ready(choice, this.meter.wrap(await this.modelOf(choice, signal), use), use);
      },
    }));
  }

  async panelState(): Promise<Pick<PanelState, "model" | "setup" | "engine">> {
    const choice = await this.choice();
    const thinking = await this.control(choice);
    const showSetup = this.page.isOpen || choice.type === "none";
    if (showSetup) void this.page.search(false);
    const engine = this.embedded.activity() ?? this.page.ollama.activity();
    return {
      ...(choice.type !== "none" && { model: { ...shownModel(choice, this.info), ...(thinking && { thinking }) } }),
      ...(showSetup && { setup: this.page.state(await this.embedded.offers(), await this.keyed()) }),
      ...(engine && { engine }),
    };
  }

  /** Carries out a choice of the set-up page; what goes wrong is said on the page. */
  async setup(choice: SetupChoice): Promise<void> {
    this.page.problem = undefined;
    try {
      await this.carryOut(choice);
    } catch (error) {
      const known = error instanceof ModelError || error instanceof DownloadError;
      if (!known) throw error;
      if (error.fault.kind !== "aborted") this.page.problem = error.message;
    }
    this.changes.fire();
  }

  async remedy(action: Exclude<FaultAction, ConversationAction>): Promise<void> {
    switch (action) {
      case "set-key":
        return this.askKey(true);
      case "set-up":
        return this.setup({ type: "search-again" });
      case "choose-model":
        await this.pick();
        return;
      case "open-settings":
        return vscode.commands.executeCommand("workbench.action.openSettings", "gemma.");
      case "show-log":
        return vscode.commands.executeCommand("gemma.showLog");
    }
  }

  /** Lets the user choose among all models that are set up or could be; whether they took one. */
  async pick(): Promise<boolean> {
    const picked = await pickModel({
      offers: (await this.embedded.offers()).models,
      current: nameOf(await this.choice()),
      load: async (found) => {
        const servers = this.page.search(true).then(() => found({ servers: this.page.found }));
        await Promise.all([
          servers,
          this.lists.load(hostedProviders(readSettings(), await this.keys.all()), (hosted) => found({ hosted })),
        ]);
      },
    });
    if (picked) await this.take(picked);
    return picked !== undefined && picked.type !== "set-up";
  }

  /** Asks for the key of the provider in use, or of one the user picks, and tries it. `isWanted`: as `providerOfKey`. */
  async askKey(isWanted = false): Promise<void> {
    const choice = await this.choice();
    const preset = await providerOfKey(choice.type === "server" ? choice.preset : undefined, isWanted);
    if (preset) await this.keys.set(preset);
  }

  /** What the model in use takes of images, videos and recordings, and in which size. */
  readonly inputs = modelInputs({
    choice: () => this.choice(),
    last: () => this.info,
    listed: (choice) => this.listed(choice),
    once: (words) => this.parameters.once(words),
  });

  /** Takes the model in use out of this machine's memory. */
  async unload(): Promise<void> {
    const choice = await this.choice();
    const isOllama = choice.type === "server" && choice.preset.id === "ollama";
    if (isOllama) await this.page.ollama.manage({ baseUrl: choice.baseUrl }, choice.modelId || undefined);
    await this.embedded.unload();
  }

  /** Lists what an Ollama holds in memory, at the address of the settings if it is the provider in use. */
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

  /** Takes down how much the model in use should think in the chat; undefined: as the settings say. */
  readonly setThinking = async (level?: ThinkingLevel) => this.thinking.choose(await this.choice(), level);
  private readonly control = async (choice: ModelChoice) =>
    this.thinking.control(choice, this.info, await this.listed(choice));

  private async ready(choice: ModelChoice, model: Model, use: "chat" | "editor"): Promise<Model> {
    const takes = (await this.listed(choice))?.parameters;
    const level = use === "chat" ? (await this.control(choice))?.chosen : undefined;
    return this.parameters.wrap(saysLeftOut(this.dialect.wrap(model)), choice, takes, level);
  }

  /** What the provider's own list, as it was last fetched, says of the model. */
  private async listed(choice: ModelChoice): Promise<ListedModel | undefined> {
    if (choice.type !== "server" || choice.preset.local || choice.modelId === "") return undefined;
    return this.lists.find(choice, choice.modelId);
  }

  private async modelOf(choice: ModelChoice, signal: AbortSignal): Promise<Model> {
    switch (choice.type) {
      case "none":
        throw new ModelError({ kind: "model-missing" }, `${choice.why} Set up a model to get answers.`);
      case "embedded":
        return this.embedded.model(choice.file);
      case "server":
        return this.servers.model(choice, signal, await this.listed(choice));
    }
  }

  private choice(other?: { provider: string; model: string }): Promise<ModelChoice> {
    return currentChoice(this, other);
  }

  private async keyed(): Promise<Set<PresetId>> {
    return new Set((await this.keys.all()).keys());
  }

  private async carryOut(choice: SetupChoice): Promise<void> {
    switch (choice.type) {
      case "embedded":
        if (await this.embedded.ensure(choice.id)) await this.take({ type: "embedded", id: choice.id });
        return;
      case "model-file":
        if (await this.embedded.chooseFile()) await this.take({ type: "embedded", id: "" });
        return;
      case "local": {
        const server = this.page.found.find((each) => each.baseUrl === choice.baseUrl);
        return this.take({
          type: "server",
          preset: server?.preset ?? "custom",
          baseUrl: choice.baseUrl,
          model: choice.model,
        });
      }
      case "hosted": {
        const preset = presetIds.find((id) => id === choice.preset);
        const ready = preset && ((await this.keyed()).has(preset) || (await this.keys.set(presets[preset])));
        return ready && preset ? this.take({ type: "server", preset, model: "" }) : undefined;
      }
      case "custom":
        return this.connect();
      case "pull":
      case "unload": {
        const model = await this.page.care(choice);
        if (model !== undefined) await this.take({ type: "server", preset: "ollama", baseUrl: choice.baseUrl, model });
        return;
      }
      case "cancel-download":
        this.page.ollama.cancel();
        return this.embedded.cancelDownload();
      case "search-again":
        this.page.isOpen = true;
        return void this.page.search(true);
      case "close":
        this.page.isOpen = false;
    }
  }

  /** As the set-up page does it; what goes wrong is said where that page is not in sight too. */
  private async pull(picked: Extract<Picked, { type: "pull" }>): Promise<void> {
    await this.setup(picked);
    const { problem, isOpen } = this.page;
    if (problem !== undefined && !isOpen) void vscode.window.showErrorMessage(`Gemma Code: ${problem}`);
  }

  private async take(picked: Picked): Promise<void> {
    if (picked.type === "set-up") return this.setup({ type: "search-again" });
    if (picked.type === "pull") return this.pull(picked);
    if (picked.type === "embedded" && picked.id !== "" && !(await this.embedded.ensure(picked.id))) return;
    await this.stored.put(picked);
    this.page.isOpen = false;
    this.changes.fire();
  }

  /** Takes a server that the user names, and its key where it wants one. */
  private async connect(): Promise<void> {
    const { custom } = presets;
    const server = await connectServer(this.stored.ownServer, (await this.keys.all()).get("custom"));
    if (!server) return;
    await this.take({ type: "server", preset: "custom", ...server });
    if (server.needsKey) await this.keys.set(custom);
  }
}
