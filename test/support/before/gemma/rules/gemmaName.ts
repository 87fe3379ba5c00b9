import { gemmaFamily, readGemmaName } from "./family.ts";

/** What a model's name alone tells, where its server tells nothing. */
export type GemmaName = {
  /** Major version; the Gemma 3n models are of family 3. Absent for CodeGemma and its kin. */
  version?: number;
  /** e.g. "Gemma 4 26B-A4B". */
  label: string;
  vision: boolean;
  nativeTools: boolean;
  /** The window the model was trained for, in tokens: an upper bound of what a server has loaded. */
  maxContextTokens?: number;
  /** Made for conversation; false for embedding, classification and encoder models of the name. */
  chat: boolean;
};

const notForChat = new Set(["embedding", "shield", "t5", "pali", "data", "recurrent"]);

/** Reads a model's name as `readGemmaName` does; undefined where it is no Gemma's. */
export function parseGemmaName(id: string): GemmaName | undefined {
  const name = readGemmaName(id);
  if (name === undefined) return undefined;
  const { relative, version, isNano, size } = name;
  const { vision, nativeTools, maxContextTokens } = gemmaFamily(id);
  const kin = relative === undefined ? "Gemma" : `${relative[0]?.toUpperCase()}${relative.slice(1)}Gemma`;
  const family = isNano ? "3n" : version === undefined || version === 1 ? "" : String(version);
  return {
    ...(version !== undefined && { version }),
    label: [kin, family, size].filter(Boolean).join(" "),
    vision: vision ?? relative === "med",
    nativeTools,
    ...(maxContextTokens !== undefined && { maxContextTokens }),
    chat: relative === undefined || !notForChat.has(relative),
  };
}
