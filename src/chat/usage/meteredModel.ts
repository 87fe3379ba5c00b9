import type { Model, ModelEvent, ModelInfo, ModelRequest, Usage } from "../../model/model.ts";
import { promptTokensOf } from "../../model/usage.ts";
import { withCost } from "./cost.ts";

export type MeterPorts = {
  /** Takes a request's usage with its cost down; `isEstimate` where the answer was broken off before the server counted. */
  record(info: ModelInfo, usage: Usage, isEstimate: boolean): void;
  /** Hears how many tokens a server counted in a prompt. */
  learn(info: ModelInfo, request: ModelRequest, inputTokens: number): void;
  /** The tokens of a prompt, and of so many characters of an answer, as well as can be known without counting. */
  estimate(info: ModelInfo, request: ModelRequest, answerCharacters: number): Usage;
};

/**
 * A model whose usage events state their cost, and whose every request is taken down once: by the server's own count, or
 * estimated where the answer ended without one (providers bill what was read and written before a stop).
 */
export function metered(model: Model, ports: MeterPorts): Model {
  return {
    get info() {
      return model.info;
    },
    async *stream(request, signal) {
      let usage: Usage | undefined;
      let told: Usage | undefined;
      let characters = 0;
      let served: string | undefined;
      try {
        for await (const event of model.stream(request, signal)) {
          if (event.type === "done") {
            served = event.model;
            if (usage !== undefined) yield { type: "usage", usage: (told = withCost(usage, model.info, served)) };
          }
          characters += charactersOf(event);
          if (event.type !== "usage") {
            yield event;
            continue;
          }
          // Counts are totals of the request: a later one comes in place of an earlier one. The end tells whose price the
          // last one has.
          if (usage !== undefined) yield { type: "usage", usage: withCost(usage, model.info) };
          usage = event.usage;
        }
      } catch (error) {
        if (usage !== undefined && told === undefined)
          yield { type: "usage", usage: (told = withCost(usage, model.info)) };
        throw error;
      } finally {
        const { info } = model;
        const promptTokens = usage && promptTokensOf(usage);
        if (promptTokens !== undefined) ports.learn(info, request, promptTokens);
        const estimated = (): Usage => ports.estimate(info, request, characters);
        if (usage !== undefined) ports.record(info, told ?? withCost(usage, info, served), false);
        else if (characters > 0) ports.record(info, withCost(estimated(), info, served), true);
      }
    },
  };
}

function charactersOf(event: ModelEvent): number {
  switch (event.type) {
    case "text":
    case "thought":
    case "tool-call-delta":
      return event.delta.length;
    default:
      return 0;
  }
}
