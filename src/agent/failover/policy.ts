import type { Message } from "../../model/message.ts";
import type { Model, ModelInfo, Sampling } from "../../model/model.ts";
import type { LoopGuard } from "../ports/loopGuard.ts";
import type { Tool } from "../ports/tool.ts";

/** Who answers, and with what at hand. */
export type AgentProfile = {
  model: Model;
  system: string;
  tools: readonly Tool[];
  sampling: Sampling;
  /** True makes the first answer a tool call, by grammar where the engine can: small models rarely begin by themselves. */
  startWithTool?: boolean;
};

/** A model that may answer in place of the chosen one. */
export type FallbackModel = {
  /** What a user calls it. */
  label: string;
  /** Who serves it, as `ModelInfo.provider` says it. */
  provider: string;
  answerer(signal: AbortSignal): Promise<AgentProfile>;
};

/** What ended a wait: its time, or the user, who wants the same model asked now or another one. */
export type WakeReason = "time" | "now" | "switch";

/** How a turn deals with models that fail, run in circles or think. */
export type TurnPolicy = {
  /** How often a request that brought nothing is sent again; 0: never. */
  retries: number;
  /** Who is asked when the chosen model fails, in this order. */
  fallbackModels: readonly FallbackModel[];
  /** A new guard for the turn. */
  guard(): LoopGuard;
  /**
   * What of a conversation is told to a model: its provider's rule for the thoughts of earlier turns, and whatever takes
   * time. Once the signal fires, nobody waits for it any more.
   */
  history(
    messages: readonly Message[],
    info: ModelInfo,
    signal: AbortSignal,
  ): readonly Message[] | Promise<readonly Message[]>;
  /** Characters that a token of the model stands for, as earlier answers told; undefined where nothing is known. */
  charactersPerToken?(info: ModelInfo): number | undefined;
  /** Rejects or resolves at once when the signal fires. */
  wait(ms: number, signal: AbortSignal): Promise<WakeReason>;
  /** From 0 up to 1. */
  random(): number;
};
