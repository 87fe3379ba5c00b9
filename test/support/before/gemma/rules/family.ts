import type { Sampling } from "../../../../../src/model/model.ts";

export type GemmaFamily = "gemma4" | "gemma3" | "gemma3n" | "functiongemma" | "codegemma" | "other";

/** The parts of a Gemma's name. `relative`: what stands before "gemma", e.g. "code"; `size` e.g. "26B-A4B", "270M". */
export type GemmaName = { relative?: string; version?: number; isNano: boolean; size?: string };

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

/** Gemmas of another name: those that are written with a hyphen too, and whatever is glued to the word. */
const relatives =
  /(?:(code|function|med|tx|vault|trans(?:late)?|embedding|shield|t5|pali|data|recurrent)-?|([a-z]+))gemma/i;

/**
 * Reads a model id, tag, file name or AIR ("google/gemma-3-4b-it", "gemma4:e4b", "google:gemma@4-31b",
 * "gemma-3n-E2B-it-Q4_K_M.gguf"). Undefined where the name is no Gemma's.
 */
export function readGemmaName(id: string): GemmaName | undefined {
  const base = id.split(/[\\/]/).at(-1) ?? id;
  if (!/gemma/i.test(base)) return undefined;
  // The last number with a unit, an active-parameter count kept with it.
  const found = /(?:^|[-_:@ ])(e?\d+(?:\.\d+)?[bm](?:-a\d+(?:\.\d+)?b)?)(?![a-z0-9])/i.exec(base);
  const size = found?.[1] === undefined ? {} : { size: found[1].toUpperCase() };
  const kin = relatives.exec(base);
  const relative = (kin?.[1] ?? kin?.[2])?.toLowerCase();
  if (relative !== undefined) return { relative, isNano: false, ...size };
  // A digit before "b" is a size: "gemma-4b".
  const version = Number(/gemma[-_@ ]?(\d)(?!\d*b\b)/i.exec(base)?.[1] ?? 1);
  return { version, isNano: /gemma[-_@ ]?3n/i.test(base), ...size };
}

/** The family of a model by its name. Windows and inputs: Google's model cards. */
export function gemmaFamily(id: string): FamilyFacts {
  const name = readGemmaName(id);
  if (name?.relative === "function") {
    return { family: "functiongemma", vision: false, maxContextTokens: 32_768, nativeTools: true };
  }
  if (name?.relative === "code")
    return { family: "codegemma", vision: false, maxContextTokens: 8192, nativeTools: false };
  if (name?.version === undefined) return { family: "other", nativeTools: false };
  const { version, isNano, size } = name;
  if (isNano) return { family: "gemma3n", maxContextTokens: 32_768, nativeTools: false };
  if (version >= 4) {
    const maxContextTokens = size === undefined ? undefined : size.startsWith("E") ? 131_072 : 262_144;
    return { family: "gemma4", vision: true, nativeTools: true, ...(maxContextTokens && { maxContextTokens }) };
  }
  if (version < 3) return { family: "other", maxContextTokens: 8192, nativeTools: false };
  if (size === undefined) return { family: "gemma3", nativeTools: false };
  const small = size === "1B" || size === "270M";
  return { family: "gemma3", vision: !small, maxContextTokens: small ? 32_768 : 131_072, nativeTools: false };
}

/** Whether a model of this name was made to hear recordings (model cards): Gemma 3n, and Gemma 4's E2B, E4B and 12B. */
export function canHear(id: string): boolean {
  const { version = 0, isNano = false, size = "" } = readGemmaName(id) ?? {};
  return isNano || (version >= 4 && /^(?:E[24]|12)B/.test(size));
}

/** Google's sampling for Gemma 3 and 4 (model cards); nothing for other models. Used where the user set none. */
export function samplingDefaults(modelId: string): Sampling {
  const { family } = gemmaFamily(modelId);
  if (family === "other" || family === "codegemma") return {};
  return { temperature: 1, topP: 0.95, topK: 64 };
}
