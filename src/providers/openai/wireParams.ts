import type { JsonObject } from "../../model/message.ts";
import type { ModelRequest } from "../../model/model.ts";
import { type Placed, placeSampling } from "../parameters/place.ts";
import { placeReasoning } from "../parameters/reasoning.ts";
import type { Preset } from "../presets/presets.ts";

type Wanted = Pick<ModelRequest, "sampling" | "reasoning">;

/**
 * Sampling and reasoning in the OpenAI protocol. Sends only parameters that are set and that the server, and the model
 * if its provider says so, is known to take.
 * @param takes the fields that the model takes, by their names on the wire; absent if unknown
 * @throws ModelError "settings" for a value out of the provider's range
 */
export function openAiParams(
  { sampling = {}, reasoning = {} }: Wanted,
  preset: Preset,
  takes?: readonly string[],
): Placed {
  const { supports, label } = preset;
  const wanted = Object.entries(sampling).filter(([, value]) => value !== undefined);
  const placed = wanted.map(([name, value]) =>
    onModel(placeSampling({ [name]: value }, supports.sampling, label), name),
  );
  placed.push(onModel(placeReasoning(reasoning, supports.reasoning, label), "reasoning"));
  return {
    fields: Object.assign({}, ...placed.map(({ fields }) => fields)),
    dropped: placed.flatMap(({ dropped }) => dropped),
  };

  function onModel(one: Placed, name: string): Placed {
    const isTaken = takes === undefined || Object.keys(one.fields).every((field) => takes.includes(field));
    return isTaken ? one : { fields: {}, dropped: [name] };
  }
}

/** The parameters in the preset's row of the model; undefined if unknown. */
export const takenBy = (preset: Preset, modelId: string): readonly string[] | undefined =>
  preset.models.find(({ id }) => id === modelId)?.parameters;

/** Parameters of a request that are neither sampling nor messages: tool choice and stream options. */
export function toWireOptions(request: ModelRequest, { supports }: Preset): JsonObject {
  const choice = request.tools.length > 0 ? request.toolChoice : undefined;
  return {
    ...(choice !== undefined && choice !== "auto" && { tool_choice: toWireChoice(choice) }),
    stream: true,
    ...(supports.streamUsage && { stream_options: { include_usage: true } }),
  };
}

function toWireChoice(choice: "required" | { name: string }): unknown {
  return choice === "required" ? choice : { type: "function", function: { name: choice.name } };
}
