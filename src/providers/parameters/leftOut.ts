import type { ModelInfo, Reasoning } from "../../model/model.ts";
import type { WireProtocol } from "./presetRow.ts";

/** Where the model runs: the embedded engine, or a server, with the id of its preset. */
export type Answering = { by: "embedded" } | { by: "server"; preset: string; protocol: WireProtocol };

/** The user's settings besides sampling and the parts of reasoning. */
export type SetBeside = {
  /** As written in the settings. */
  runware: unknown;
  extraBody: object;
  /** "auto", "none", "required" or the name of a tool. */
  toolChoice: string;
  reasoning: Reasoning;
};

/**
 * The names of settings, besides sampling, that are not sent to this model.
 * @param info whether a call can be required over its wire, or by a grammar of the engine
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
      // There, a thinking model can't be required to call.
      return (reasoning.enabled === undefined && reasoning.maxTokens === undefined) || reasoning.enabled === false;
    case "ollama":
    case "runware":
      return false;
  }
}

const hasFields = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length > 0;
