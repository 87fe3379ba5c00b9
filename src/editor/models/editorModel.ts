import { retryingModel } from "../../agent/failover/retryingModel.ts";
import { samplingDefaults } from "../../gemma/index.ts";
import type { ResolveModel } from "../core/answering.ts";
import { readSettings } from "../core/settings/settings.ts";
import { shownWait, tellFallback } from "../core/shownWait.ts";
import type { ChosenModel } from "./chosenModel.ts";

/** The chosen model for requests in the editor, with retries and fallback models as in the chat. */
export const editorModel =
  (chosen: ChosenModel): ResolveModel =>
  async (signal, wait = shownWait) => {
    const model = retryingModel(await chosen.model(signal, "editor"), {
      retries: () => readSettings().retries,
      fallbackModels: () => chosen.fallbackModels("editor"),
      wait,
      fellBack: tellFallback,
      random: Math.random,
    });
    return { model, sampling: { ...samplingDefaults(model.info.id), ...readSettings().sampling } };
  };
