import type { JsonObject } from "../../model/message.ts";
import type { ModelRequest } from "../../model/model.ts";
import { type Placed, placeSampling } from "../parameters/place.ts";
import { placeReasoning } from "../parameters/reasoning.ts";
import type { Preset } from "../presets/presets.ts";

type Wanted = Pick<ModelRequest, "sampling" | "reasoning">;

/**
 * Sampling and reasoning in the OpenAI protocol. Only what is set is sent, and of that only what the server is known to
 * take, and the model where its provider states it.
 * @param takes the fields that the model takes, by their names on the wire; absent where nothing is known of it
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

/** The parameters that the preset's own row of the model states; undefined where nothing is known. */
export const takenBy = (preset: Preset, modelId: string): readonly string[] | undefined =>
  preset.models.find(({ id }) => id === modelId)?.parameters;

/** What of a request is neither sampling nor message: tool choice and stream options. */
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
