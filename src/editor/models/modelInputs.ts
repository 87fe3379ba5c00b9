import { gemmaFamily, imageTarget, type Size } from "../../gemma/index.ts";
import { canHear } from "../../gemma/rules/family.ts";
import type { ModelInfo } from "../../model/model.ts";
import { infoOfListed, type ListedModel } from "../../providers/discovery/listedModel.ts";
import { modelInfo } from "../../providers/parameters/modelInfo.ts";
import type { Inputs, ModelInputs } from "../attachments/mediaPlan.ts";
import { type ModelChoice, nameOf, shownModel } from "./choice/modelChoice.ts";

/** A frame of a video is worth half of an image: there are many. Tokens. */
const frameBudget = 140;

type Last = { choice: string; info: ModelInfo } | undefined;
type Ports = {
  choice(): Promise<ModelChoice>;
  /** What the model asked last said of itself. */
  last(): Last;
  /** What the provider's list says of the model. */
  listed(choice: ModelChoice): Promise<ListedModel | undefined>;
  /** Tells the user what was not told before. */
  once(words: string): void;
};

/** What the model in use takes, and in which size it sees an image. */
export const modelInputs = ({ choice, last, listed, once }: Ports): ModelInputs => ({
  async imageSize(size) {
    const chosen = await choice();
    const { textOnly, label } = chosen.type === "none" ? {} : shownModel(chosen, last());
    if (textOnly) once(`${label} reads text only: it is told that there was an image, and no more.`);
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
 * What a choice is known to take; absent fields are unknown until its server is asked. `last`: what the model asked last
 * said of itself. `listed`: what its provider's list says.
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

/** A Gemma that was made without ears hears nowhere; of other names nothing is known. */
const mayHear = (id: string): boolean => canHear(id) || !/gemma/i.test(id) || gemmaFamily(id).family === "other";
