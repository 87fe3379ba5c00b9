import { ModelError } from "../../model/modelError.ts";
import { faultOf } from "../faults/faultOf.ts";
import { parseGemmaName } from "../../gemma/rules/gemmaName.ts";
import type { Ask } from "../http/getJson.ts";
import { getListed, listEndpoint, type ListServer } from "./listEndpoint.ts";
import { fromKnown, inOrder, type ListedModel, listedFrom, parseModelList } from "./listedModel.ts";

/**
 * The models in a server's `/models`: only Gemmas, unless `all` is set. If a known host has no list there ([unknown]
 * for KeepRouter and Runware), the preset's rows, unless only the server's own statements are wanted. The preset fills
 * in what the list omits. Throws ModelError.
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
    // The facts that names of older Gemmas tell; no preset row has them any more.
    const isToolless = parseGemmaName(model.id)?.nativeTools === false;
    return { ...(isToolless && { nativeTools: false }), ...known.find(({ id }) => id === model.id), ...model };
  });
  return inOrder(options.all === true ? models : models.filter((model) => model.isGemma));
}
