import type { Model } from "../../../model/model.ts";
import type { ListedModel } from "../../../providers/discovery/listedModel.ts";
import { RepairBook } from "../../../providers/repairs/repairs.ts";
import { readParameters, readRunware } from "../../core/settings/settings.ts";
import type { HostedLists } from "./hostedLists.ts";
import { KeptModel } from "./keptModel.ts";
import { remotePlace } from "./remotePlace.ts";
import type { Extras, ServerChoice } from "./serverModel.ts";

/** `changed` is called when facts about the current model change. `lists`: the cached lists of providers. */
type Ports = { changed: () => void; lists: () => Pick<HostedLists, "find"> };

/** Server models with the user's settings for each request. */
export class ServerModels {
  private readonly kept = new KeptModel();
  private readonly repairs = new RepairBook();
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /**
   * Throws ModelError if the server must be asked for its models and doesn't answer, or if a parameter of the settings
   * is invalid. `listed`: the model's entry in the provider's list.
   */
  async model(choice: ServerChoice, signal: AbortSignal, listed?: ListedModel): Promise<Model> {
    const { preset, ...rest } = choice;
    const { openrouter, extraBody, headers } = readParameters();
    const runware = choice.protocol === "runware" ? readRunware() : {};
    const body = { ...(preset.id === "openrouter" && openrouter), ...extraBody };
    const others = preset.id === "openrouter" ? await this.otherPrices(choice, openrouter["models"]) : {};
    const key = JSON.stringify([preset.id, rest, body, runware, headers, listed, others]);
    const extras = {
      body,
      runware,
      headers,
      ...others,
      ...(listed && { listed }),
      windowChanged: this.ports.changed,
      place: remotePlace,
      repairs: this.repairs,
    };
    return this.kept.model(key, choice, extras, signal);
  }

  /** The prices of OpenRouter's fallback models. */
  private async otherPrices(choice: ServerChoice, ids: unknown): Promise<Pick<Extras, "otherPrices">> {
    if (!Array.isArray(ids) || ids.length === 0) return {};
    const row = (id: string) => choice.preset.models.find((model) => model.id === id);
    const prices = ids.map(
      async (id: string) => [id, ((await this.ports.lists().find(choice, id)) ?? row(id))?.price] as const,
    );
    return { otherPrices: Object.fromEntries(await Promise.all(prices)) };
  }
}
