/** The models that can be downloaded for the embedded engine: instruction-tuned Gemmas in GGUF form. */

export type Licence = "gemma-terms" | "apache-2.0";

export type CatalogueModel = {
  id: string;
  label: string;
  /** One sentence for choosing. */
  description: string;
  /** Repository and revision on Hugging Face. A commit pins the file from which size and checksum were taken. */
  repository: string;
  revision: string;
  file: string;
  bytes: number;
  /** SHA-256 of the file in lower-case hex, if known. */
  sha256?: string;
  /** The approximate memory to run it with a context of 8,192 tokens, in bytes. */
  memoryBytes: number;
  /** The longest context the model was trained for, in tokens. */
  contextTokens: number;
  /** Whether the model itself understands images; the embedded engine reads text only. */
  vision: boolean;
  licence: Licence;
};

/** The licence that a user accepts before the first download. */
export const licences: Readonly<Record<Licence, { name: string; url: string }>> = {
  "gemma-terms": { name: "Gemma Terms of Use", url: "https://ai.google.dev/gemma/terms" },
  "apache-2.0": { name: "Apache License 2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
};

export const defaultHub = "https://huggingface.co";

const gigabyte = 1e9;

/**
 * Smallest first. Repositories, commits, sizes and checksums were taken in 2026 from what several projects pin for
 * these files of ggml-org, whose copies need no account (Google's do). Memory needs are computed from file, cache and
 * working buffers.
 */
export const catalogue: readonly CatalogueModel[] = [
  {
    id: "gemma-3-270m",
    label: "Gemma 3 270M",
    description: "Tiny: completes and rewrites short pieces. For trying things out.",
    repository: "ggml-org/gemma-3-270m-it-GGUF",
    revision: "main",
    file: "gemma-3-270m-it-Q8_0.gguf",
    bytes: 291_545_600,
    sha256: "0ef57d2c838458a1952664260dcba38e5bdda37494f3af732f06e4add24068e3",
    memoryBytes: 0.9 * gigabyte,
    contextTokens: 32_768,
    vision: false,
    licence: "gemma-terms",
  },
  {
    id: "gemma-3-1b",
    label: "Gemma 3 1B",
    description: "Small and fast: explains and answers, edits only simple things.",
    repository: "ggml-org/gemma-3-1b-it-GGUF",
    revision: "f9c28bcd85737ffc5aef028638d3341d49869c27",
    file: "gemma-3-1b-it-Q4_K_M.gguf",
    bytes: 806_058_240,
    sha256: "8ccc5cd1f1b3602548715ae25a66ed73fd5dc68a210412eea643eb20eb75a135",
    memoryBytes: 1.4 * gigabyte,
    contextTokens: 32_768,
    vision: false,
    licence: "gemma-terms",
  },
  {
    id: "gemma-3-4b",
    label: "Gemma 3 4B",
    description: "The older middle size: good explanations, simple edits.",
    repository: "ggml-org/gemma-3-4b-it-GGUF",
    revision: "d0976223747697cb51e056d85c532013931fe52e",
    file: "gemma-3-4b-it-Q4_K_M.gguf",
    bytes: 2_489_757_856,
    sha256: "882e8d2db44dc554fb0ea5077cb7e4bc49e7342a1f0da57901c0802ea21a0863",
    memoryBytes: 3.3 * gigabyte,
    contextTokens: 131_072,
    vision: true,
    licence: "gemma-terms",
  },
  {
    id: "gemma-4-e2b",
    label: "Gemma 4 E2B",
    description: "The best small one: chat, explanations and edits on a plain laptop.",
    repository: "ggml-org/gemma-4-E2B-it-GGUF",
    revision: "b4243c156154b6dca9324415f8c7ccc098b4aed1",
    file: "gemma-4-E2B-it-Q4_0.gguf",
    bytes: 2_841_481_184,
    sha256: "8e30dff3ac4c8434c49a7036fa15564bdbb6044e42bf04550bf1a096ad7e6a52",
    memoryBytes: 3.5 * gigabyte,
    contextTokens: 131_072,
    vision: true,
    licence: "apache-2.0",
  },
  {
    id: "gemma-4-e4b",
    label: "Gemma 4 E4B",
    description: "Solid edits and agent steps on a machine with 16 GB.",
    repository: "ggml-org/gemma-4-E4B-it-GGUF",
    revision: "2714b5519c6c3516b1000e7c5e1eba998dfe1fe8",
    file: "gemma-4-E4B-it-Q4_K_M.gguf",
    bytes: 5_335_289_824,
    sha256: "90ce98129eb3e8cc57e62433d500c97c624b1e3af1fcc85dd3b55ad7e0313e9f",
    memoryBytes: 6.1 * gigabyte,
    contextTokens: 131_072,
    vision: true,
    licence: "apache-2.0",
  },
  {
    id: "gemma-3-12b",
    label: "Gemma 3 12B",
    description: "Careful answers, slow without a graphics card.",
    repository: "ggml-org/gemma-3-12b-it-GGUF",
    revision: "ec0cbabd8dbff316f659876a50202295c3c4a314",
    file: "gemma-3-12b-it-Q4_K_M.gguf",
    bytes: 7_300_574_976,
    sha256: "7bb69bff3f48a7b642355d64a90e481182a7794707b3133890646b1efa778ff5",
    memoryBytes: 8.8 * gigabyte,
    contextTokens: 131_072,
    vision: true,
    licence: "gemma-terms",
  },
  {
    id: "gemma-4-26b-a4b",
    label: "Gemma 4 26B-A4B",
    description: "A large model that works like a small one: strong agent steps at good speed, with 32 GB.",
    repository: "ggml-org/gemma-4-26B-A4B-it-GGUF",
    revision: "ae4d537a6345467d1c86bb5cc0d4505ff3ebe0f3",
    file: "gemma-4-26B-A4B-it-Q4_K_M.gguf",
    bytes: 16_796_015_136,
    sha256: "88f4a13b0bb95f031a7fad973e10854122fb67ebc34d214d39a2f65053046abc",
    memoryBytes: 17.8 * gigabyte,
    contextTokens: 262_144,
    vision: true,
    licence: "apache-2.0",
  },
  {
    id: "gemma-4-31b",
    label: "Gemma 4 31B",
    description: "The strongest Gemma. Wants a graphics card with 24 GB.",
    repository: "ggml-org/gemma-4-31B-it-GGUF",
    revision: "fb5801c702a472691c6eba168f28af79a076fbe9",
    file: "gemma-4-31B-it-Q4_K_M.gguf",
    bytes: 18_687_061_792,
    sha256: "4f369f8fe0e1bedc5caee9abb89316887f548f80f3035398a5d222a737e699e6",
    memoryBytes: 21.1 * gigabyte,
    contextTokens: 262_144,
    vision: true,
    licence: "apache-2.0",
  },
];

/** The source of a model's file. `hub` is Hugging Face or a mirror with the same paths. */
export function downloadUrl({ repository, revision, file }: CatalogueModel, hub = defaultHub): string {
  return `${hub.replace(/\/+$/, "")}/${repository}/resolve/${revision}/${file}`;
}

/**
 * The recommended models, by the machine's memory: the best for code that still answers at an acceptable speed without
 * a graphics card and leaves memory for the editor and a browser.
 */
const recommended: readonly { from: number; id: string }[] = [
  { from: 28 * 2 ** 30, id: "gemma-4-26b-a4b" },
  { from: 14 * 2 ** 30, id: "gemma-4-e4b" },
  { from: 7 * 2 ** 30, id: "gemma-4-e2b" },
  { from: 3 * 2 ** 30, id: "gemma-3-1b" },
  { from: 0, id: "gemma-3-270m" },
];

/** The model to offer first on a machine with this memory, in bytes (as from `os.totalmem()`). */
export function recommendModel(totalMemoryBytes: number): CatalogueModel {
  const choice = recommended.find(({ from }) => totalMemoryBytes >= from);
  const model = catalogue.find(({ id }) => id === choice?.id) ?? catalogue[0];
  if (model === undefined) throw new RangeError("The catalogue is empty.");
  return model;
}
