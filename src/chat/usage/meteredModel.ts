import type { Model, ModelEvent, ModelInfo, ModelRequest, Usage } from "../../model/model.ts";
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
      let counted: Usage | undefined;
      let characters = 0;
      try {
        for await (const event of model.stream(request, signal)) {
          if (event.type !== "usage") {
            characters += charactersOf(event);
            yield event;
            continue;
          }
          const usage = withCost(event.usage, model.info);
          // Counts are totals of the request: a later one comes in place of an earlier one.
          counted = usage;
          yield { type: "usage", usage };
        }
      } finally {
        const { info } = model;
        if (counted?.inputTokens !== undefined) ports.learn(info, request, counted.inputTokens);
        if (counted !== undefined) ports.record(info, counted, false);
        else if (characters > 0) ports.record(info, withCost(ports.estimate(info, request, characters), info), true);
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
