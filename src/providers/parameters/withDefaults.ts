import type { Model, ModelRequest, Reasoning } from "../../model/model.ts";

/**
 * What the user set once for every question. `toolChoice` holds for the first answer to a question: what follows a
 * tool's result is the model's own. "none": no tools are offered.
 */
export type RequestDefaults = {
  reasoning?: Reasoning;
  toolChoice?: string;
  results?: ModelRequest["results"];
  /** Hears a choice that names none of the tools that are offered, and which those are. */
  unknownTool?: (name: string, offered: readonly string[]) => void;
};

/** A model whose questions carry the defaults where they do not say otherwise themselves. */
export function withDefaults(model: Model, defaults: RequestDefaults): Model {
  return {
    get info() {
      return model.info;
    },
    stream: (request, signal) => model.stream(filled(request, defaults), signal),
  };
}

/** A model that is asked for as many answers as `takes` says at each request. */
export function takingResults(model: Model, takes: () => ModelRequest["results"]): Model {
  return {
    get info() {
      return model.info;
    },
    stream: (request, signal) => {
      const results = takes();
      return model.stream({ ...request, ...(results !== undefined && { results }) }, signal);
    },
  };
}

function filled(
  request: ModelRequest,
  { reasoning, toolChoice = "auto", results, unknownTool }: RequestDefaults,
): ModelRequest {
  const thinking = request.reasoning ?? reasoning;
  const taken = request.results ?? results;
  const whole = {
    ...request,
    ...(taken !== undefined && { results: taken }),
    ...(thinking !== undefined && { reasoning: thinking }),
  };
  if (toolChoice === "none") return { ...whole, tools: [] };
  const isFirst = request.messages.at(-1)?.role === "user" && request.toolChoice === undefined;
  if (toolChoice === "auto" || !isFirst || request.tools.length === 0) return whole;
  if (toolChoice === "required") return { ...whole, toolChoice };
  const offered = request.tools.map(({ name }) => name);
  if (offered.includes(toolChoice)) return { ...whole, toolChoice: { name: toolChoice } };
  unknownTool?.(toolChoice, offered);
  return whole;
}
