import { gemmaFamily, imageTarget, type Size } from "../../gemma/index.ts";
import { canHear } from "../../gemma/rules/family.ts";
import type { ModelInfo } from "../../model/model.ts";
import { infoOfListed, type ListedModel } from "../../providers/discovery/listedModel.ts";
import { modelInfo } from "../../providers/parameters/modelInfo.ts";
import type { Inputs, ModelInputs } from "../attachments/mediaPlan.ts";
import { type ModelChoice, nameOf, shownModel } from "./choice/modelChoice.ts";

/** A video frame gets half of an image's tokens, because there are many. */
const frameBudget = 140;

type Last = { choice: string; info: ModelInfo } | undefined;
type Ports = {
  choice(): Promise<ModelChoice>;
  /** The facts that the last used model stated about itself. */
  last(): Last;
  /** The provider's list entry of the model. */
  listed(choice: ModelChoice): Promise<ListedModel | undefined>;
  /** Shows the user a message that was not shown before. */
  once(words: string): void;
};

/** The inputs of the model in use, and the size in which it sees an image. */
export const modelInputs = ({ choice, last, listed, once }: Ports): ModelInputs => ({
  async imageSize(size) {
    const chosen = await choice();
    const { textOnly, label } = chosen.type === "none" ? {} : shownModel(chosen, last());
    if (textOnly) once(`${label} reads text only. It is told that there was an image, but can't see it.`);
    return sizeOf(chosen, size, 280);
  },
  async takes() {
    const chosen = await choice();
    const inputs = takesOf(chosen, last(), await listed(chosen));
    return { ...inputs, frameSize: (size) => sizeOf(chosen, size, frameBudget) };
  },
});

function sizeOf(choice: ModelChoice, size: Size, budget: 140 | 280): Size {
  const id = choice.type === "server" ? choice.modelId : choice.type === "embedded" ? choice.file.label : "";
  const { width, height } = imageTarget(size, gemmaFamily(id).family, budget);
  return { width, height };
}

/**
 * The known inputs of a choice; absent fields are unknown until its server is asked. `last`: the facts that the last
 * used model stated. `listed`: its entry in the provider's list.
 */
export function takesOf(choice: ModelChoice, last: Last, listed: ListedModel | undefined): Inputs {
  if (choice.type === "none") return { label: "The model" };
  const { label } = shownModel(choice, last);
  const isKnown = last?.choice === nameOf(choice);
  const window = isKnown ? windowOf(last.info) : {};
  if (choice.type === "embedded") return { label, vision: false, video: false, audio: false, ...window };
  const { preset, protocol, modelId, baseUrl } = choice;
  if (!isKnown && preset.local) return { label, video: false, ...(!mayHear(modelId) && { audio: false }) };
  const info = isKnown ? last.info : modelInfo(preset, modelId, baseUrl, listed ? infoOfListed(listed) : {}, protocol);
  const { vision, video = false, audio = false } = info;
  return { label, vision, video, audio, ...windowOf(info) };
}

const windowOf = ({ contextTokens }: ModelInfo): Pick<Inputs, "contextTokens"> =>
  contextTokens === undefined ? {} : { contextTokens };

/** A Gemma without audio input takes none on any server; about other names nothing is known. */
const mayHear = (id: string): boolean => canHear(id) || !/gemma/i.test(id) || gemmaFamily(id).family === "other";
