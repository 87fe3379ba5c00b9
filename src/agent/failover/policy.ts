import type { Message } from "../../model/message.ts";
import type { Model, ModelInfo, Sampling } from "../../model/model.ts";
import type { LoopGuard } from "../ports/loopGuard.ts";
import type { Tool } from "../ports/tool.ts";

/** A model with its system prompt, tools and sampling. */
export type AgentProfile = {
  model: Model;
  system: string;
  tools: readonly Tool[];
  sampling: Sampling;
  /**
   * Forces the first answer to be a tool call, by grammar if the engine supports it. Small models rarely start with
   * one.
   */
  startWithTool?: boolean;
};

/** A model to fall back to. */
export type FallbackModel = {
  /** The display name. */
  label: string;
  /** The provider's display name, as in `ModelInfo.provider`. */
  provider: string;
  profile(signal: AbortSignal): Promise<AgentProfile>;
};

/** Why a wait ended: time was up, or the user chose the same model or another one. */
export type WakeReason = "time" | "now" | "switch";

/** How a turn handles failing, looping and thinking models. */
export type TurnPolicy = {
  /** How often a request without any output is retried; 0: never. */
  retries: number;
  /** The models to fall back to, in this order. */
  fallbackModels: readonly FallbackModel[];
  /** A new loop guard for the turn. */
  guard(): LoopGuard;
  /**
   * The messages to send to a model, by its provider's rule for thoughts of earlier turns. May take time; nobody waits
   * for the result after the signal fires.
   */
  history(
    messages: readonly Message[],
    info: ModelInfo,
    signal: AbortSignal,
  ): readonly Message[] | Promise<readonly Message[]>;
  /** Characters per token of the model, learnt from earlier answers; undefined if unknown. */
  charactersPerToken?(info: ModelInfo): number | undefined;
  /** Rejects or resolves at once when the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<WakeReason>;
  /** From 0 up to 1. */
  random(): number;
};
