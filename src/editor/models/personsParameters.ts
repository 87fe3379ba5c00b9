import type { Model, Reasoning, Sampling } from "../../model/model.ts";
import { droppedByEngine, droppedNote, paramsFor } from "../../providers/parameters/paramsFor.ts";
import { withDefaults } from "../../providers/parameters/withDefaults.ts";
import { readParameters, readSettings } from "../settings.ts";
import type { ModelChoice } from "./modelChoice.ts";

/** Gives a model what the person set for every question, and says once what of it that model does not take. */
export class PersonsParameters {
  private readonly said = new Set<string>();
  private readonly say: (note: string) => void;

  constructor(say: (note: string) => void) {
    this.say = say;
  }

  /**
   * `takes`: the parameters that a live list names for the model.
   * Throws ModelError "settings" for a value that the provider does not take, with the range.
   */
  wrap(model: Model, choice: ModelChoice, takes?: readonly string[]): Model {
    const { reasoning, toolChoice, responseFormat } = readParameters();
    const sampling = { ...readSettings().sampling, ...(responseFormat && { responseFormat }) };
    const { label, provider } = model.info;
    const note = droppedNote(dropped(choice, model.info.id, { sampling, reasoning }, takes), label, provider);
    if (note !== undefined && !this.said.has(note)) {
      this.said.add(note);
      this.say(note);
    }
    return withDefaults(model, { reasoning, toolChoice });
  }
}

function dropped(
  choice: ModelChoice,
  modelId: string,
  wanted: { sampling: Sampling; reasoning: Reasoning },
  takes?: readonly string[],
): readonly string[] {
  switch (choice.type) {
    case "none":
      return [];
    case "embedded":
      return droppedByEngine(wanted);
    case "server": {
      const { preset, protocol } = choice;
      return paramsFor({ preset, protocol, modelId, ...(takes !== undefined && { takes }) }, wanted).dropped;
    }
  }
}
