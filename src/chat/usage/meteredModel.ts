import type { Model, ModelEvent, ModelInfo, ModelRequest, Usage } from "../../model/model.ts";
import { promptTokensOf } from "../../model/usage.ts";
import { withCost } from "./cost.ts";

export type MeterPorts = {
  /** Records a request's usage and cost; `isEstimate` if the answer was interrupted before the server counted. */
  record(info: ModelInfo, usage: Usage, isEstimate: boolean): void;
  /** Reports the server's token count of a prompt. */
  learn(info: ModelInfo, request: ModelRequest, inputTokens: number): void;
  /** Estimates the tokens of a prompt and of an answer's characters. */
  estimate(info: ModelInfo, request: ModelRequest, answerCharacters: number): Usage;
};

/**
 * A model that adds costs to its usage events and records every request once. Uses the server's count, or an estimate
 * if the answer ended without one: providers also bill interrupted answers.
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
          // Counts are totals, so a later one replaces an earlier one. The end says whose price applies to the last
          // one.
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
