import { retryingModel } from "../../agent/failover/retryingModel.ts";
import { samplingDefaults } from "../../gemma/index.ts";
import type { Model } from "../../model/model.ts";
import type { OtherModel, ResolveModel, ResolvedModel } from "../core/answering.ts";
import { readSettings } from "../core/settings/settings.ts";
import { shownWait, tellFallback } from "../core/shownWait.ts";
import { namesOf } from "./choice/fallbackModels.ts";
import type { ChosenModel } from "./chosenModel.ts";
import type { Ready } from "./modelSetup.ts";

/** The chosen model for requests in the editor, with retries and fallback models as in the chat. */
export const editorModel =
  (chosen: ChosenModel): ResolveModel =>
  async (signal, wait = shownWait) =>
    resolved(await chosen.model(signal, "editor"), wait, () => chosen.fallbackModels("editor"));

/** A picked model for requests in the editor, with retries. No other model answers in its place. */
export function otherModel(chosen: ChosenModel, picked: Ready): OtherModel {
  const name =
    picked.type === "embedded"
      ? { provider: "embedded" as const, model: picked.id }
      : {
          provider: picked.preset,
          model: picked.model,
          ...(picked.baseUrl !== undefined && { baseUrl: picked.baseUrl }),
        };
  return {
    label: namesOf(name, readSettings().ownServer).label,
    resolve: async (signal, wait = shownWait) => resolved(await chosen.other(name, signal, "editor"), wait, () => []),
  };
}

function resolved(
  model: Model,
  wait: NonNullable<Parameters<ResolveModel>[1]>,
  fallbackModels: Parameters<typeof retryingModel>[1]["fallbackModels"],
): ResolvedModel {
  const retrying = retryingModel(model, {
    retries: () => readSettings().retries,
    fallbackModels,
    wait,
    fellBack: tellFallback,
    random: Math.random,
  });
  return { model: retrying, sampling: { ...samplingDefaults(model.info.id), ...readSettings().sampling } };
}
