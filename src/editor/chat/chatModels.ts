import type { FaultAction } from "../../chat/faultActions.ts";
import type { Model, ModelInfo } from "../../model/model.ts";

/** A fallback model from the settings, set up when it is needed. */
export type FallbackModel = { label: string; provider: string; model(signal: AbortSignal): Promise<Model> };

/** The chat's port to the models. */
export type ChatModels = {
  /** The model to ask. Throws ModelError. */
  model(signal: AbortSignal): Promise<Model>;
  /** In the order of the settings. */
  fallbackModels(): readonly FallbackModel[];
  /** Characters per token of the model. */
  charactersPerToken(info: ModelInfo): number;
  /** Lets the user choose a model; false if cancelled. */
  pick(): Promise<boolean>;
  /** The actions on a fault that lead to another model or its key. */
  remedies: Readonly<Record<Extract<FaultAction, "set-key" | "set-up" | "choose-model">, () => Promise<void>>>;
};
