import type { Model } from "../../../model/model.ts";
import type { ListedModel } from "../../../providers/discovery/listedModel.ts";
import { buildServerModel, type Extras, factsOf, type ServerChoice, type ServerModel } from "./serverModel.ts";

/**
 * One model behind a server, kept as long as the same one is chosen: what it learnt of the server (fields refused, its
 * window) serves the next question. What the server itself said fades: after some minutes, or where something speaks for
 * a server that was started anew, it is asked again, and a model that is another one now is built anew.
 */
export class KeptModel {
  #kept: { key: string; built: Promise<ServerModel> } | undefined;

  /** `key` tells choices apart. Throws ModelError as `buildServerModel`. */
  async model(key: string, choice: ServerChoice, extras: Extras, signal: AbortSignal): Promise<Model> {
    if (this.#kept?.key === key) {
      const built = await this.#kept.built;
      if (await isStillTrue(built, choice, signal)) return built.model;
    }
    const built = buildServerModel(choice, extras, signal);
    const entry = { key, built };
    this.#kept = entry;
    // A failure is not kept: the next question tries again.
    built.catch(() => {
      if (this.#kept === entry) this.#kept = undefined;
    });
    return (await built).model;
  }
}

/** Whether the server still has what it said; asked only where that is in doubt. Never throws. */
async function isStillTrue(
  { facts, window }: ServerModel,
  choice: ServerChoice,
  signal: AbortSignal,
): Promise<boolean> {
  // A hosted provider's list is kept and refreshed by itself.
  if (!choice.preset.local || !window.isDoubtful) return true;
  try {
    const { listed } = await factsOf(choice, signal);
    // Where nothing answers now, the question will tell why.
    if (listed === undefined) return true;
    if (facts === undefined || lasting(listed) !== lasting(facts)) return false;
    if (choice.protocol === "ollama") window.confirmed();
    else window.stated(listed.contextTokens);
    return true;
  } catch {
    return true;
  }
}

/** What of a model changes only with another model, or with the server: not its window, which is believed apart. */
function lasting({ isLoaded: _l, contextTokens: _c, ...rest }: ListedModel): string {
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => a.localeCompare(b)));
}
