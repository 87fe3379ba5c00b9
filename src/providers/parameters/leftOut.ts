import type { ModelInfo, Reasoning } from "../../model/model.ts";
import type { WireProtocol } from "./presetRow.ts";

/** Where the model runs: the embedded engine, or a server, with the id of its preset. */
export type Answering = { by: "embedded" } | { by: "server"; preset: string; protocol: WireProtocol };

/** What a user set beside sampling and reasoning's own parts. */
export type SetBeside = {
  /** As it stands in the settings. */
  runware: unknown;
  extraBody: object;
  /** "auto", "none", "required" or the name of a tool. */
  toolChoice: string;
  reasoning: Reasoning;
};

/**
 * What of the settings beside the sampling is not sent to this model, by their names there.
 * @param info what the model takes: a call can be demanded over its wire, or of an engine that holds it by a grammar
 */
export function leftOut(
  answering: Answering,
  { runware, extraBody, toolChoice, reasoning }: SetBeside,
  info: Pick<ModelInfo, "nativeTools" | "forcesCalls">,
): string[] {
  const isNative = answering.by === "server" && answering.protocol === "runware";
  const isOtherRunware = answering.by === "server" && answering.preset === "runware" && !isNative;
  const takesBody = answering.by === "server" && !isNative;
  return [
    ...(isOtherRunware && hasFields(runware) ? ["runware"] : []),
    ...(!takesBody && hasFields(extraBody) ? ["extraBody"] : []),
    ...(isDemand(toolChoice) && !takesDemand(answering, info, reasoning) ? ["agent.toolChoice"] : []),
  ];
}

const isDemand = (choice: string): boolean => choice !== "auto" && choice !== "none" && choice !== "";

function takesDemand(answering: Answering, info: Pick<ModelInfo, "nativeTools" | "forcesCalls">, reasoning: Reasoning) {
  if (answering.by === "embedded") return info.forcesCalls === true;
  if (!info.nativeTools) return false;
  switch (answering.protocol) {
    case "openai":
      return true;
    case "anthropic":
      // A model that thinks may be demanded no call there.
      return (reasoning.enabled === undefined && reasoning.maxTokens === undefined) || reasoning.enabled === false;
    case "ollama":
    case "runware":
      return false;
  }
}

const hasFields = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;
