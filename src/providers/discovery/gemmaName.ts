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

const notForChat = /embedding-?gemma|shield-?gemma|t5-?gemma|pali-?gemma|data-?gemma|recurrent-?gemma/i;
const kin = /(code|function|med|tx|vault|trans(?:late)?|embedding|shield|t5|pali|data|recurrent)-?gemma/i;

/**
 * Reads a model id, tag, file name or AIR ("google/gemma-3-4b-it", "gemma4:e4b", "google:gemma@4-31b",
 * "gemma-3n-E2B-it-Q4_K_M.gguf"). Undefined where the name is no Gemma's.
 */
export function parseGemmaName(id: string): GemmaName | undefined {
  const base = id.split(/[\\/]/).at(-1) ?? id;
  if (!/gemma/i.test(base)) return undefined;
  const relative = kin.exec(base)?.[1];
  const size = sizeIn(base);
  if (relative !== undefined) return kinOf(relative, size, !notForChat.test(base));
  const version = Number(/gemma[-_@ ]?(\d)(?!\d*b\b)/i.exec(base)?.[1] ?? 1);
  const isNano = /gemma[-_@ ]?3n/i.test(base);
  const family = isNano ? "3n" : version === 1 ? "" : String(version);
  const maxContextTokens = windowOf(version, isNano, size);
  return {
    version,
    label: ["Gemma", family, size].filter(Boolean).join(" "),
    vision: version >= 4 || (version === 3 && !isNano && size !== undefined && !["1B", "270M"].includes(size)),
    nativeTools: version >= 4,
    ...(maxContextTokens !== undefined && { maxContextTokens }),
    chat: true,
  };
}

function kinOf(relative: string, size: string | undefined, chat: boolean): GemmaName {
  const name = `${relative[0]?.toUpperCase()}${relative.slice(1).toLowerCase()}Gemma`;
  return {
    label: [name, size].filter(Boolean).join(" "),
    vision: /^med/i.test(relative),
    nativeTools: /^function/i.test(relative),
    chat,
  };
}

/** "26B-A4B", "E4B", "270M": the last number with a unit, an active-parameter count kept with it. */
function sizeIn(base: string): string | undefined {
  const found = /(?:^|[-_:@ ])(e?\d+(?:\.\d+)?[bm](?:-a\d+(?:\.\d+)?b)?)(?![a-z0-9])/i.exec(base);
  return found?.[1]?.toUpperCase();
}

/** Gemma 4: 128k for the small ones, else 256k; Gemma 3: 128k, 32k for 270M, 1B and 3n; before it 8k (model cards). */
function windowOf(version: number, isNano: boolean, size: string | undefined): number | undefined {
  if (version >= 4) return size === undefined ? undefined : size.startsWith("E") ? 131_072 : 262_144;
  if (version === 3)
    return isNano || size === "1B" || size === "270M" ? 32_768 : size === undefined ? undefined : 131_072;
  return 8192;
}
