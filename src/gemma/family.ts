import type { Sampling } from "../model/model.ts";

export type GemmaFamily = "gemma4" | "gemma3" | "gemma3n" | "functiongemma" | "codegemma" | "other";

/** What the name of a model tells, where its server tells nothing. */
export type FamilyFacts = {
  family: GemmaFamily;
  /** Absent where the name does not say. */
  vision?: boolean;
  /** The window the model was made for, in tokens; a server may have loaded less. */
  maxContextTokens?: number;
  /** Whether the model has tokens of its own for calls; otherwise tools are declared in the prompt. */
  nativeTools: boolean;
};

/** Gemmas that are not made for conversation about code. */
const kin = /(?:med|shield|pali|embedding|t5|data|tx|vault|translate|recurrent)-?gemma/;

/**
 * Reads a model id, tag or file name, e.g. "google/gemma-4-31b-it:free", "gemma3:270m", "google:gemma@4-31b".
 * Windows and inputs: Google's model cards.
 */
export function gemmaFamily(id: string): FamilyFacts {
  const name = (id.split(/[\\/]/).at(-1) ?? id).toLowerCase();
  if (/function-?gemma/.test(name)) {
    return { family: "functiongemma", vision: false, maxContextTokens: 32_768, nativeTools: true };
  }
  if (/code-?gemma/.test(name))
    return { family: "codegemma", vision: false, maxContextTokens: 8192, nativeTools: false };
  if (kin.test(name)) return { family: "other", nativeTools: false };
  if (/gemma[-_@ ]?3n/.test(name)) return { family: "gemma3n", maxContextTokens: 32_768, nativeTools: false };
  // A digit before "b" is a size: "gemma:4b". Letters glued to the name make it another model: "medgemma".
  const version = /(?<![a-z])gemma[-_@ ]?([34])(?!\d*b(?![a-z]))(?!\d)/.exec(name)?.[1];
  const size = /(?:^|[-_:@ ])(e?\d+(?:\.\d+)?[bm])(?![a-z0-9])/.exec(name)?.[1];
  if (version === "4") {
    const maxContextTokens = size === undefined ? undefined : size.startsWith("e") ? 131_072 : 262_144;
    return { family: "gemma4", vision: true, nativeTools: true, ...(maxContextTokens && { maxContextTokens }) };
  }
  if (version === "3") {
    if (size === undefined) return { family: "gemma3", nativeTools: false };
    const small = size === "1b" || size === "270m";
    return { family: "gemma3", vision: !small, maxContextTokens: small ? 32_768 : 131_072, nativeTools: false };
  }
  return { family: "other", nativeTools: false };
}

/** Google's sampling for Gemma 3 and 4 (model cards); nothing for other models. Used where the person set none. */
export function samplingDefaults(modelId: string): Sampling {
  const { family } = gemmaFamily(modelId);
  if (family === "other" || family === "codegemma") return {};
  return { temperature: 1, topP: 0.95, topK: 64 };
}
