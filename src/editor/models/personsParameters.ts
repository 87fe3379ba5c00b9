import type { Model, ModelInfo, Reasoning, Sampling } from "../../model/model.ts";
import { protocolNames } from "../../providers/discovery/diagnose.ts";
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
    const { reasoning, toolChoice, responseFormat, runware } = readParameters();
    const { sampling: own, protocol } = readSettings();
    const sampling = { ...own, ...(responseFormat && { responseFormat }) };
    const { label, provider } = model.info;
    const unsent = dropped(choice, model.info, { sampling, reasoning }, takes);
    const oneOnly = isStreamedRunware(choice, runware.deliveryMethod) && (runware.numberResults ?? 1) > 1;
    this.once(droppedNote([...unsent, ...(oneOnly ? ["runware.numberResults"] : [])], label, provider));
    if (choice.type === "server" && protocol !== "auto" && protocol !== choice.protocol) {
      this.once(`${provider} does not speak ${nameOf(protocol)}: ${protocolNames[choice.protocol]} is spoken.`);
    }
    return withDefaults(model, { reasoning, toolChoice });
  }

  /** Says a note that was not said before. */
  once(note: string | undefined): void {
    if (note === undefined || this.said.has(note)) return;
    this.said.add(note);
    this.say(note);
  }
}

/** A stream has one result. */
const isStreamedRunware = (choice: ModelChoice, delivery: string | undefined): boolean =>
  choice.type === "server" && choice.protocol === "runware" && (delivery ?? "stream") === "stream";

const nameOf = (protocol: string): string =>
  Object.entries(protocolNames).find(([name]) => name === protocol)?.[1] ?? protocol;

function dropped(
  choice: ModelChoice,
  { id: modelId, thinking }: ModelInfo,
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
      const known = { ...(takes !== undefined && { takes }), ...(thinking !== undefined && { thinks: thinking }) };
      return paramsFor({ preset, protocol, modelId, ...known }, wanted).dropped;
    }
  }
}
