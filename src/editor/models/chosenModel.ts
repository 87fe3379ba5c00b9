import type * as vscode from "vscode";
import type { ModelsState } from "../../chat/protocol/models.ts";
import type { Model, ModelInfo } from "../../model/model.ts";
import { ModelError } from "../../model/modelError.ts";
import type { ThinkingControl, ThinkingLevel } from "../../model/thinking.ts";
import type { ListedModel } from "../../providers/discovery/listedModel.ts";
import { saysLeftOut } from "../../providers/media/saysLeftOut.ts";
import { readSettings } from "../core/settings/settings.ts";
import { namesOf, parseFallbackModels } from "./choice/fallbackModels.ts";
import { GemmaDialect } from "./choice/gemmaDialect.ts";
import type { HostedLists } from "./choice/hostedLists.ts";
import { type ModelChoice, nameOf, shownModel } from "./choice/modelChoice.ts";
import { ServerModels } from "./choice/serverModels.ts";
import { ThinkingChoice } from "./choice/thinkingChoice.ts";
import { UserParameters } from "./choice/userParameters.ts";
import { currentChoice } from "./currentChoice.ts";
import type { ProviderKeys } from "./keys/providerKeys.ts";
import { modelInputs } from "./modelInputs.ts";
import type { EmbeddedModels } from "./setup/embeddedModels.ts";

/**
 * The purpose of a request: a chat question, or something in the editor, which doesn't count towards a chat's budget.
 */
export type Use = "chat" | "editor";

type Ports = {
  memory: vscode.Memento;
  keys: ProviderKeys;
  embedded: EmbeddedModels;
  lists: HostedLists;
  /** Counts the cost of a model's requests, and enforces the budgets. */
  metered(model: Model, use: Use): Model;
  /** Called when facts about the model in use change. */
  changed(): void;
  /** Shows a message to the user. */
  say(words: string): void;
};

/** The model that the settings choose, for every feature: with the dialect, the user's parameters and cost tracking. */
export class ChosenModel {
  private readonly ports: Ports;
  private readonly servers: ServerModels;
  private readonly dialect: GemmaDialect;
  private readonly parameters: UserParameters;
  private readonly thinking: ThinkingChoice;
  /** The last model in use. Its own facts are better than the settings' names, and its window may change. */
  private last: { choice: string; model: Pick<Model, "info"> } | undefined;

  constructor(ports: Ports) {
    const { memory, lists, changed, say } = ports;
    this.ports = ports;
    this.servers = new ServerModels({ changed, lists: () => lists });
    this.thinking = new ThinkingChoice(memory);
    this.parameters = new UserParameters(say);
    this.dialect = new GemmaDialect(({ info }) =>
      say(
        `${info.provider} does not read ${info.label}'s tool calls. From now on its tools are written into the prompt.`,
      ),
    );
  }

  /** The choice of the settings; with `other`, the choice if they named that model. */
  choice(other?: { provider: string; model: string; baseUrl?: string }): Promise<ModelChoice> {
    return currentChoice(this.ports, other);
  }

  /** The model to ask. Throws ModelError if none is set up, or if a server must be asked first and doesn't answer. */
  async model(signal: AbortSignal, use: Use): Promise<Model> {
    const choice = await this.choice();
    const model = this.ports.metered(await this.modelOf(choice, signal), use);
    const before = JSON.stringify(this.info);
    this.last = { choice: nameOf(choice), model };
    // Listeners request the panel's whole state, which must not delay the request.
    if (JSON.stringify(this.info) !== before) this.ports.changed();
    return this.ready(choice, model, use);
  }

  /** The fallback models of the settings, in order. Each is set up when it is needed. */
  fallbackModels(use: Use): { label: string; provider: string; model(signal: AbortSignal): Promise<Model> }[] {
    const { fallbackModels, ownServer } = readSettings();
    return parseFallbackModels(fallbackModels).map((name) => ({
      ...namesOf(name, ownServer),
      model: (signal) => this.other(name, signal, use),
    }));
  }

  /** A named model, whatever the chosen one is. Throws ModelError like `model`. */
  async other(
    name: { provider: string; model: string; baseUrl?: string },
    signal: AbortSignal,
    use: Use,
  ): Promise<Model> {
    const choice = await this.choice(name);
    return this.ready(choice, this.ports.metered(await this.modelOf(choice, signal), use), use);
  }

  /** The panel's facts about it; undefined while none is set up. */
  async shown(choice: ModelChoice): Promise<Pick<ModelsState, "model">> {
    if (choice.type === "none") return {};
    const thinking = await this.control(choice);
    return { model: { ...shownModel(choice, this.info), ...(thinking && { thinking }) } };
  }

  /** Stores how much the model in use should think in the chat; undefined: as in the settings. */
  async setThinking(level: ThinkingLevel | undefined): Promise<void> {
    return this.thinking.choose(await this.choice(), level);
  }

  /** Which images, videos and recordings the model in use takes, and in which size. */
  readonly inputs = modelInputs({
    choice: () => this.choice(),
    last: () => this.info,
    listed: (choice) => this.listed(choice),
    once: (words) => this.parameters.once(words),
  });

  private get info(): { choice: string; info: ModelInfo } | undefined {
    return this.last && { choice: this.last.choice, info: this.last.model.info };
  }

  private async control(choice: ModelChoice): Promise<ThinkingControl | undefined> {
    return this.thinking.control(choice, this.info, await this.listed(choice));
  }

  private async ready(choice: ModelChoice, model: Model, use: Use): Promise<Model> {
    const takes = (await this.listed(choice))?.parameters;
    const level = use === "chat" ? (await this.control(choice))?.chosen : undefined;
    return this.parameters.wrap(saysLeftOut(this.dialect.wrap(model)), choice, takes, level);
  }

  /** The model's entry in the provider's list, as last fetched. */
  private async listed(choice: ModelChoice): Promise<ListedModel | undefined> {
    if (choice.type !== "server" || choice.preset.local || choice.modelId === "") return undefined;
    return this.ports.lists.find(choice, choice.modelId);
  }

  private async modelOf(choice: ModelChoice, signal: AbortSignal): Promise<Model> {
    switch (choice.type) {
      case "none":
        throw new ModelError({ kind: "model-missing" }, `${choice.why} Set up a model to get answers.`);
      case "embedded":
        return this.ports.embedded.model(choice.file);
      case "server":
        return this.servers.model(choice, signal, await this.listed(choice));
    }
  }
}
