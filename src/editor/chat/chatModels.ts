import type { FaultAction } from "../../chat/faultActions.ts";
import type { Model, ModelInfo } from "../../model/model.ts";

/** A model that the settings name to answer in place of a failed one; it is set up when it is asked for. */
export type FallbackModel = { label: string; provider: string; model(signal: AbortSignal): Promise<Model> };

/** What the chat needs of the models. */
export type ChatModels = {
  /** The model to ask now. Throws ModelError. */
  model(signal: AbortSignal): Promise<Model>;
  /** In the order of the settings. */
  fallbackModels(): readonly FallbackModel[];
  /** Characters that a token of the model stands for. */
  charactersPerToken(info: ModelInfo): number;
  /** Lets the user choose a model; whether they took one. */
  pick(): Promise<boolean>;
  /** The ways out of a fault that lead to another model or its key. */
  remedies: Readonly<Record<Extract<FaultAction, "set-key" | "set-up" | "choose-model">, () => Promise<void>>>;
};
