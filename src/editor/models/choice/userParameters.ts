import type { Model, ModelInfo, Reasoning, Sampling } from "../../../model/model.ts";
import { reasoningOf, type ThinkingLevel } from "../../../model/thinking.ts";
import { protocolNames } from "../../../providers/discovery/diagnose.ts";
import { type Answering, leftOut } from "../../../providers/parameters/leftOut.ts";
import { droppedByEngine, droppedNote, paramsFor } from "../../../providers/protocols.ts";
import { withDefaults } from "../../../providers/parameters/withDefaults.ts";
import { readParameters, readRunware, readSettings, runwareSetting } from "../../core/settings/settings.ts";
import type { ModelChoice } from "./modelChoice.ts";

/** Applies the user's parameters to a model, and says once which ones it doesn't support. */
export class UserParameters {
  private readonly said = new Set<string>();
  private readonly say: (note: string) => void;

  constructor(say: (note: string) => void) {
    this.say = say;
  }

  /**
   * `takes`: the parameters in the model's live listing. `level`: the level chosen in the panel. Throws ModelError
   * "settings" with the range for a value that the provider doesn't take.
   */
  wrap(model: Model, choice: ModelChoice, takes?: readonly string[], level?: ThinkingLevel): Model {
    const { reasoning: wanted, toolChoice, responseFormat, extraBody } = readParameters();
    const { sampling: own, protocol } = readSettings();
    const reasoning = reasoningOf(level, wanted);
    const sampling = { ...own, ...(responseFormat && { responseFormat }) };
    const { label, provider } = model.info;
    const unsent = dropped(choice, model.info, { sampling, reasoning }, takes);
    const beside = answering(choice);
    const set = { runware: runwareSetting(), extraBody, toolChoice, reasoning };
    const loose = beside === undefined ? [] : leftOut(beside, set, model.info);
    const others = loose.filter((name) => name !== "runware");
    const one = isOneResult(choice) ? ["runware.numberResults"] : [];
    this.once(droppedNote([...unsent, ...others, ...one], label, provider));
    if (loose.includes("runware"))
      this.once("gemma.runware is not sent: it is for Runware's native tasks alone (gemma.protocol: runware).");
    if (choice.type === "server" && protocol !== "auto" && protocol !== choice.protocol) {
      this.once(`${provider} does not support ${nameOf(protocol)}; ${protocolNames[choice.protocol]} is used.`);
    }
    return withDefaults(model, {
      reasoning,
      toolChoice,
      // Only a chat question can show several answers.
      results: "one",
      unknownTool: (name, offered) =>
        this.once(`gemma.agent.toolChoice names no tool: there is no “${name}”. The tools are ${offered.join(", ")}.`),
    });
  }

  /** Shows a note, once. */
  once(note: string | undefined): void {
    if (note === undefined || this.said.has(note)) return;
    this.said.add(note);
    this.say(note);
  }
}

/** Whether several results are requested but a stream has only one. */
function isOneResult(choice: ModelChoice): boolean {
  if (choice.type !== "server" || choice.protocol !== "runware") return false;
  const { deliveryMethod = "stream", numberResults = 1 } = readRunware();
  return deliveryMethod === "stream" && numberResults > 1;
}

function answering(choice: ModelChoice): Answering | undefined {
  switch (choice.type) {
    case "none":
      return undefined;
    case "embedded":
      return { by: "embedded" };
    case "server":
      return { by: "server", preset: choice.preset.id, protocol: choice.protocol };
  }
}

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
