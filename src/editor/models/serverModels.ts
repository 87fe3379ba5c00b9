import type { Model } from "../../model/model.ts";
import type { ListedModel } from "../../providers/discovery/listedModel.ts";
import { RepairBook } from "../../providers/repairs/repairs.ts";
import { readParameters } from "../settings.ts";
import { KeptModel } from "./keptModel.ts";
import { remotePlace } from "./remotePlace.ts";
import type { ServerChoice } from "./serverModel.ts";

/** Models behind a server, with what the person's settings add to each request. */
export class ServerModels {
  private readonly kept = new KeptModel();
  private readonly repairs = new RepairBook();
  private readonly changed: () => void;

  /** `changed` hears that what is known of the model in use is something else now. */
  constructor(changed: () => void = () => undefined) {
    this.changed = changed;
  }

  /**
   * Throws ModelError when the server must be asked for its models and does not answer, or when a parameter of the
   * settings is none. `listed`: what the provider's own list says of the model.
   */
  async model(choice: ServerChoice, signal: AbortSignal, listed?: ListedModel): Promise<Model> {
    const { preset, ...rest } = choice;
    const { openrouter, runware, extraBody } = readParameters();
    const body = { ...(preset.id === "openrouter" && openrouter), ...extraBody };
    const key = JSON.stringify([preset.id, rest, body, runware, listed]);
    const extras = {
      body,
      runware,
      ...(listed && { listed }),
      windowChanged: this.changed,
      place: remotePlace,
      repairs: this.repairs,
    };
    return this.kept.model(key, choice, extras, signal);
  }
}
