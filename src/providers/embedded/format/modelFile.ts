import { open, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { ModelError } from "../../../model/modelError.ts";
import { type GgufHead, type GgufValue, HeadIncomplete, HeadInvalid, parseGgufHead } from "./gguf.ts";
import { missingParts, partOf, pathOfPart, type SplitPart } from "./splitFile.ts";
import { type Family, familyOf } from "./template.ts";

/** What the host must know about a model file before the engine loads it. */
export type ModelFile = {
  /** The path; of a file in parts, the first part's. */
  path: string;
  /** The size of all parts, in bytes. */
  bytes: number;
  family: Family;
  /** Whether the model expects an empty thought if thinking is off: see `TemplateOptions`. */
  emptyThought: boolean;
  /** The longest context that the model was trained for, in tokens. */
  trainedTokens: number;
  layers: readonly Layer[];
};

/** The cache of one layer: bytes per token, and the window, in tokens, of sliding attention. */
export type Layer = { bytesPerToken: number; window?: number };

/** A Gemma's header has 6 to 15 MB, mostly vocabulary. A longer one than this is damaged. */
const longestHead = 64 * 1024 * 1024;
/** The largest Gemma has 62 layers. */
const mostLayers = 1000;
const firstRead = 8 * 1024 * 1024;

/**
 * Inspects a model file without loading it.
 * @throws ModelError "model-missing" if there is none, "model-file" if it is not a complete GGUF file of a Gemma
 */
export async function inspectModelFile(path: string): Promise<ModelFile> {
  const { head, size } = await readWhole(path);
  const split = partOf(path, head);
  if (split === undefined) return describe(path, size, head);
  const others = await otherParts(path, split);
  // Damage of this part is reported before problems with the others.
  const file = describe(path, size, head);
  const sizes = await Promise.all(others.map((other) => sizeOfPart(other, split)));
  return { ...file, bytes: sizes.reduce((sum, bytes) => sum + bytes, size) };
}

/** A file's header and size. @throws ModelError if it is missing, not a GGUF file, or incomplete */
async function readWhole(path: string): Promise<{ head: GgufHead; size: number }> {
  const name = basename(path);
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw openFault(error, path);
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw bad(`${name} is a folder, not a model file. Choose a file ending in .gguf.`);
    const head = await readHead(file, stats.size, name);
    if (head.leastBytes > stats.size) throw truncated(name, stats.size, head.leastBytes);
    return { head, size: stats.size };
  } finally {
    await file.close();
  }
}

/** The paths of all parts after the first. @throws ModelError if `path` is not the first part, or a part is missing */
async function otherParts(path: string, { part, of }: SplitPart): Promise<string[]> {
  const name = basename(path);
  const first = pathOfPart(path, 1, of);
  if (part !== 1) {
    const which = first === undefined ? "the first part" : basename(first);
    throw bad(`${name} is part ${part} of ${of} of a model: choose ${which} (all parts in one folder).`);
  }
  const numbers = Array.from({ length: of - 1 }, (_, index) => index + 2);
  const paths = numbers.flatMap((number) => pathOfPart(path, number, of) ?? []);
  if (paths.length < of - 1)
    throw bad(
      `${name} is part 1 of ${of} of a model, but its name does not tell the others. Give the parts their own names ` +
        `again, ending in -00001-of-${String(of).padStart(5, "0")}.gguf and so on.`,
    );
  const missing = await missingParts(paths);
  if (missing.length > 0) {
    const shown = missing.slice(0, 3).join(", ") + (missing.length > 3 ? ` and ${missing.length - 3} more` : "");
    throw bad(`${name} is part 1 of ${of} of a model, and ${shown} is missing beside it. Put all parts in one folder.`);
  }
  return paths;
}

async function sizeOfPart(path: string, { of }: SplitPart): Promise<number> {
  const { head, size } = await readWhole(path);
  if (partOf(path, head)?.of !== of) throw bad(`${basename(path)} is no part of this model. Download all parts again.`);
  return size;
}

async function readHead(file: FileHandle, size: number, name: string): Promise<GgufHead> {
  if (size === 0) throw bad(`${name} is empty. Download the model again.`);
  for (let length = Math.min(firstRead, size); ; length = Math.min(length * 2, size)) {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await file.read(bytes, 0, length, 0);
    try {
      return parseGgufHead(bytes.subarray(0, bytesRead));
    } catch (error) {
      if (error instanceof HeadInvalid) throw bad(`${name} ${invalid(bytes, error)}`);
      if (!(error instanceof HeadIncomplete)) throw error;
      if (length === size) throw truncated(name, size);
      if (length > longestHead) throw bad(`${name} is damaged. Download the model again.`);
    }
  }
}

/** Says what is wrong with a file. Often it is a web page of a proxy or a log-in. */
function invalid(bytes: Uint8Array, error: HeadInvalid): string {
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().toLowerCase();
  if (start.startsWith("<"))
    return "holds a web page instead of a model: a proxy or a log-in page answered the download. Download it again.";
  return `${error.message} Choose another file, or download the model again.`;
}

function truncated(name: string, size: number, needed?: number): ModelError {
  const of = needed === undefined ? "" : ` of ${bytesText(needed)}`;
  return bad(`${name} is cut off: only ${bytesText(size)}${of} are there. Download the model again.`);
}

function openFault(error: unknown, path: string): ModelError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR")
    return new ModelError({ kind: "model-missing" }, `There is no model file at ${path}. Download or choose a model.`);
  return new ModelError(
    { kind: "model-file" },
    `${basename(path)} cannot be read (${String(code)}). Check its rights.`,
    {
      cause: error,
    },
  );
}

function bad(message: string): ModelError {
  return new ModelError({ kind: "model-file" }, message);
}

function describe(path: string, bytes: number, { metadata }: GgufHead): ModelFile {
  const name = basename(path);
  const architecture = metadata.get("general.architecture");
  const family = typeof architecture === "string" ? familyOf(architecture) : undefined;
  if (typeof architecture !== "string" || family === undefined)
    throw bad(
      `${name} is not a Gemma (${typeof architecture === "string" ? `its architecture is "${architecture}"` : "it names no architecture"}). Choose a Gemma in GGUF form.`,
    );
  const number = (key: string): number | undefined => asNumber(metadata.get(`${architecture}.${key}`));
  const trainedTokens = number("context_length");
  if (trainedTokens === undefined || trainedTokens === 0)
    throw bad(`${name} is incomplete: it does not tell its context length. Choose another file.`);
  if ((number("block_count") ?? 0) > mostLayers) throw bad(`${name} is damaged. Download the model again.`);
  return {
    path,
    bytes,
    family,
    emptyThought: family === "gemma4" && (number("embedding_length_per_layer_input") ?? 0) === 0,
    trainedTokens,
    layers: layersOf(architecture, (key) => metadata.get(`${architecture}.${key}`)),
  };
}

/** Every n-th layer has global attention, if the file has no pattern of its own. Source: llama.cpp's defaults. */
const globalEvery = new Map(Object.entries<number>({ gemma2: 2, gemma3: 6, gemma3n: 5, gemma4: 6 }));
const bytesPerValue = 2;

function layersOf(architecture: string, get: (key: string) => GgufValue | undefined): Layer[] {
  const count = asNumber(get("block_count")) ?? 0;
  const own = count - (asNumber(get("attention.shared_kv_layers")) ?? 0);
  const window = asNumber(get("attention.sliding_window"));
  const pattern = get("attention.sliding_window_pattern");
  const every = asNumber(pattern) ?? globalEvery.get(architecture) ?? 0;
  const heads = get("attention.head_count_kv");
  return Array.from({ length: Math.max(0, own) }, (_, index) => {
    const listed = Array.isArray(pattern) ? pattern[index] : undefined;
    const periodic = every > 0 && (index + 1) % every !== 0;
    const sliding = window !== undefined && window > 0 && (listed === undefined ? periodic : Boolean(listed));
    const suffix = sliding && get("attention.key_length_swa") !== undefined ? "_swa" : "";
    const keys = asNumber(get(`attention.key_length${suffix}`)) ?? 256;
    const values = asNumber(get(`attention.value_length${suffix}`)) ?? keys;
    const head = asNumber(Array.isArray(heads) ? heads[index] : heads) ?? 1;
    const bytesPerToken = head * (keys + values) * bytesPerValue;
    return sliding ? { bytesPerToken, window } : { bytesPerToken };
  });
}

/** A value as a count; undefined if it is none. */
function asNumber(value: GgufValue | undefined): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Bytes for display, in decimal units as in file managers and on model pages. */
export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 1e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${Math.round(bytes / 1e3)} kB`;
}
