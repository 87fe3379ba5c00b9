import type { JsonObject } from "../../model/message.ts";
import type { ModelInfo, ModelRequest } from "../../model/model.ts";
import { parseGemmaName } from "../../gemma/rules/gemmaName.ts";
import { withTaken } from "../media/taken.ts";
import type { Preset } from "../presets/presets.ts";
import { repaired } from "../repairs/repaired.ts";
import type { Repairs } from "../repairs/repairs.ts";
import { absent, type MessageRules, toWireMessages } from "./wireMessages.ts";
import { openAiParams, takenBy, toWireOptions } from "./wireParams.ts";
import { toWireTools } from "../conversation/functionTools.ts";
import { withSingleCalls } from "../conversation/singleCalls.ts";
import { withUniqueIds } from "../conversation/uniqueIds.ts";

export type BodyRules = {
  /** Additional fields, by their names on the wire; our own override them. */
  extra?: JsonObject;
  /** The parameters that the model takes, by their names on the wire. Default: from the preset's row, otherwise all. */
  takes?: readonly string[];
  /** What the server refused in earlier requests. */
  repairs?: Repairs;
};

/** The body of a request. Throws ModelError "settings" for a parameter out of the provider's range. */
export function toWireBody(request: ModelRequest, preset: Preset, info: ModelInfo, rules: BodyRules = {}): JsonObject {
  const version = parseGemmaName(info.id)?.version;
  const { repairs } = rules;
  const isFolded = preset.supports.system === "from-gemma-4" && version !== undefined && version < 4;
  const isSingle = repairs?.has("single-calls") === true;
  const unique = withUniqueIds(request.messages);
  const given = isSingle ? withSingleCalls(unique) : unique;
  const messages = toWireMessages(withTaken(given, info), {
    vision: info.vision,
    thoughts: preset.supports.thoughts,
    foldSystem: isFolded,
    ...(repairs && repairedRules(repairs, { thoughts: preset.supports.thoughts, foldSystem: isFolded })),
  });
  const tools = toWireTools(request.tools);
  const body = {
    // llama-server and LM Studio use the loaded model if no name is sent.
    ...(info.id !== "" && { model: info.id }),
    messages,
    ...(tools !== undefined && { tools, ...(isSingle && { parallel_tool_calls: false }) }),
    ...openAiParams(request, preset, rules.takes ?? takenBy(preset, info.id)).fields,
    ...toWireOptions(request, preset),
    ...rules.extra,
  };
  return repairs ? repaired(body, repairs, rules.extra) : body;
}

type Given = Pick<MessageRules, "thoughts" | "foldSystem">;

function repairedRules(repairs: Repairs, given: Given): Omit<MessageRules, "vision"> {
  return {
    foldSystem: given.foldSystem || repairs.has("fold-system"),
    thoughts: repairs.has("no-thoughts") ? "none" : given.thoughts,
    emptyContent: repairs.has("no-content") ? absent : repairs.has("empty-content") ? "" : null,
    nameless: repairs.has("no-name"),
    objectArguments: repairs.has("object-arguments"),
    shortIds: repairs.has("short-ids"),
    plainPast: repairs.has("plain-past"),
  };
}
