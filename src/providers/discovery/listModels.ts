import { ModelError } from "../../model/modelError.ts";
import { faultOf } from "../faults/faultOf.ts";
import { parseGemmaName } from "../../gemma/rules/gemmaName.ts";
import type { Ask } from "../http/getJson.ts";
import { getListed, listEndpoint, type ListServer } from "./listEndpoint.ts";
import { fromKnown, inOrder, type ListedModel, listedFrom, parseModelList } from "./listedModel.ts";

/**
 * The models a server offers, by its `/models`: Gemmas only, unless `all`. Where a known host has no list at that path
 * ([unknown] for KeepRouter and Runware), the preset's own rows, unless only what the server itself states is asked for. What the preset knows fills what the list leaves out.
 * Throws ModelError.
 */
export async function listModels(
  options: ListServer & { all?: boolean; stated?: boolean },
  ask: Ask,
): Promise<ListedModel[]> {
  const { preset } = options;
  const known = preset.models.map(fromKnown);
  const endpoint = listEndpoint(options);
  let json: unknown;
  try {
    json = await getListed(options, "models", ask);
  } catch (error) {
    const hasNoList = error instanceof ModelError && error.fault.kind === "not-found";
    if (hasNoList && options.stated !== true && known.length > 0 && endpoint.baseUrl === preset.baseUrl) return known;
    throw error;
  }
  const entries = parseModelList(json);
  if (entries === undefined) {
    throw faultOf({ at: "answer", status: 200, headers: new Headers(), body: JSON.stringify(json) }, endpoint.target);
  }
  const models = entries.map((entry) => {
    const model = listedFrom(entry);
    // What the name tells of older Gemmas: no provider's row does any more.
    const isToolless = parseGemmaName(model.id)?.nativeTools === false;
    return { ...(isToolless && { nativeTools: false }), ...known.find(({ id }) => id === model.id), ...model };
  });
  return inOrder(options.all === true ? models : models.filter((model) => model.isGemma));
}
