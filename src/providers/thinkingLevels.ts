import { gemmaFamily } from "../gemma/rules/family.ts";
import type { ThinkingControl, ThinkingLevel } from "../model/thinking.ts";
import type { WireProtocol } from "./parameters/presetRow.ts";
import type { Preset } from "./presets/presets.ts";
import { takenBy } from "./openai/wireParams.ts";

export type ThinkingFacts = {
  preset: Preset;
  protocol: WireProtocol;
  modelId: string;
  /** Whether the model can think, where its server says so; otherwise its family tells. */
  thinking?: boolean;
  /** The parameters that the model takes, by their names on the wire, where a live list says so. */
  takes?: readonly string[];
};

const graded: readonly ThinkingLevel[] = ["off", "low", "medium", "high"];
const switched: readonly ThinkingLevel[] = ["off", "on"];

/**
 * The levels of thinking that a request can ask of a model, or undefined where none has an effect: the model cannot
 * think, its provider does not take the field, or what the field accepts is not documented.
 */
export function thinkingControl(facts: ThinkingFacts): ThinkingControl | undefined {
  const canThink = facts.thinking ?? gemmaFamily(facts.modelId).family === "gemma4";
  return canThink ? controlOf(facts) : undefined;
}

function controlOf({ preset, protocol, modelId, takes }: ThinkingFacts): ThinkingControl | undefined {
  switch (protocol) {
    case "anthropic":
      return always(switched);
    case "ollama":
      // `think: false` is not sent beside tools: it ends answers early there.
      return { levels: switched, withTools: ["on"] };
    case "runware":
      // The native task documents one of its two levels only.
      return undefined;
    case "openai":
      return ofStyle(preset, takes ?? takenBy(preset, modelId));
  }
}

function ofStyle({ supports }: Preset, takes: readonly string[] | undefined): ThinkingControl | undefined {
  const isTaken = (field: string): boolean => takes === undefined || takes.includes(field);
  switch (supports.reasoning) {
    case "object":
      return isTaken("reasoning") ? always(graded) : undefined;
    case "effort":
      return isTaken("reasoning_effort") ? always(graded) : undefined;
    case "template":
      return always(switched);
    case "google":
      return always(["minimal", "high"]);
    case "none":
      return undefined;
  }
}

const always = (levels: readonly ThinkingLevel[]): ThinkingControl => ({ levels, withTools: levels });
