import type { JsonObject } from "../model/message.ts";
import type { ModelRequest } from "../model/model.ts";
import { anthropicParams } from "./anthropic/anthropicBody.ts";
import { ollamaParams } from "./ollama/ollamaBody.ts";
import { openAiParams, takenBy } from "./openai/wireParams.ts";
import type { Preset, WireProtocol } from "./parameters/presets.ts";
import { runwareParams } from "./runware/runwareTask.ts";

export type ParameterFacts = {
  preset: Preset;
  protocol: WireProtocol;
  modelId: string;
  /** The parameters that the model takes, by their names on the wire, where a live list says so. */
  takes?: readonly string[];
  /** False where the server says that the model cannot think. */
  thinks?: boolean;
};

type Wanted = Pick<ModelRequest, "sampling" | "reasoning">;

/**
 * What a user's sampling and reasoning become on a wire: the fields that are sent, and by their names in the settings
 * those that are not, because the protocol, the provider or the model does not take them.
 * Throws ModelError "settings" for a value out of the provider's range.
 */
export function paramsFor(
  { thinks = true, ...facts }: ParameterFacts,
  wanted: Wanted,
): { params: JsonObject; dropped: readonly string[] } {
  if (!thinks && Object.keys(wanted.reasoning ?? {}).length > 0) {
    const { params, dropped } = paramsFor(facts, { ...wanted, reasoning: {} });
    return { params, dropped: [...dropped, "reasoning"] };
  }
  const { preset, protocol, modelId, takes = takenBy(preset, modelId) } = facts;
  switch (protocol) {
    case "openai": {
      const { fields, dropped } = openAiParams(wanted, preset, takes);
      return { params: fields, dropped };
    }
    case "anthropic": {
      const { fields, dropped } = anthropicParams(wanted, preset.label);
      return { params: fields, dropped };
    }
    case "ollama": {
      const { fields, dropped } = ollamaParams(wanted);
      return { params: fields, dropped };
    }
    case "runware": {
      const { settings, beside, dropped } = runwareParams(wanted);
      return { params: { ...beside, settings }, dropped };
    }
  }
}

const engineTakes = new Set(["temperature", "topP", "topK", "seed", "maxTokens", "stop"]);

/** What the engine on this machine does not take of a user's sampling and reasoning, by the names in the settings. */
export function droppedByEngine({ sampling = {}, reasoning = {} }: Wanted): readonly string[] {
  const loose = Object.keys(sampling).filter((name) => !engineTakes.has(name));
  return [...loose, ...(Object.keys(reasoning).length > 0 ? ["reasoning"] : [])];
}

/** The note on what is not sent, for the user; undefined where all is. */
export function droppedNote(dropped: readonly string[], model: string, provider: string): string | undefined {
  if (dropped.length === 0) return undefined;
  const names = dropped.map((name) => `gemma.${name}`);
  const last = names.at(-1) ?? "";
  const listed = names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
  return `${listed} ${names.length === 1 ? "is" : "are"} not sent: ${model} at ${provider} does not take ${names.length === 1 ? "it" : "them"}.`;
}
