import type { Model } from "../../../model/model.ts";
import type { ListedModel } from "../../../providers/discovery/listedModel.ts";
import { buildServerModel, type Extras, factsOf, type ServerChoice, type ServerModel } from "./serverModel.ts";

/**
 * Keeps one server model while the same one is chosen, so that what it learnt (refused fields, its window) applies to
 * the next question. The server's own statements age: after some minutes, or if the server may have restarted, it is
 * asked again, and a changed model is rebuilt.
 */
export class KeptModel {
  #kept: { key: string; built: Promise<ServerModel> } | undefined;

  /** `key` identifies the choice. Throws ModelError like `buildServerModel`. */
  async model(key: string, choice: ServerChoice, extras: Extras, signal: AbortSignal): Promise<Model> {
    if (this.#kept?.key === key) {
      const built = await this.#kept.built;
      if (await isStillTrue(built, choice, signal)) return built.model;
    }
    const built = buildServerModel(choice, extras, signal);
    const entry = { key, built };
    this.#kept = entry;
    // A failure is not cached: the next question tries again.
    built.catch(() => {
      if (this.#kept === entry) this.#kept = undefined;
    });
    return (await built).model;
  }
}

/** Whether the server's statements still hold; asks only if in doubt. Never throws. */
async function isStillTrue(
  { facts, window }: ServerModel,
  choice: ServerChoice,
  signal: AbortSignal,
): Promise<boolean> {
  // A hosted provider's list is cached and refreshed separately.
  if (!choice.preset.local || !window.isDoubtful) return true;
  try {
    const { listed } = await factsOf(choice, signal);
    // If nothing answers, the question will report why.
    if (listed === undefined) return true;
    if (facts === undefined || lasting(listed) !== lasting(facts)) return false;
    if (choice.protocol === "ollama") window.confirmed();
    else window.stated(listed.contextTokens);
    return true;
  } catch {
    return true;
  }
}

/** The facts that change only with another model or server. The window is tracked separately. */
function lasting({ isLoaded: _l, contextTokens: _c, ...rest }: ListedModel): string {
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => a.localeCompare(b)));
}
