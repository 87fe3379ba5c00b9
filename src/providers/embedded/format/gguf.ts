/**
 * Reads the header of a GGUF file: its metadata and the positions of its tensors.
 * Source: the GGUF specification of the ggml project, versions 2 and 3 (little-endian).
 */

export type GgufValue = string | number | boolean | readonly GgufValue[];
export type GgufHead = {
  version: number;
  /** Without arrays of more than `longestArray` items (the vocabulary). */
  metadata: ReadonlyMap<string, GgufValue>;
  /** The file size needed to hold all tensors, in bytes. */
  leastBytes: number;
};

/** The given bytes end before the header does; try with a longer start of the file. */
export class HeadIncomplete extends Error {}
/** The bytes are not a GGUF header. The message says why and completes "the file …". */
export class HeadInvalid extends Error {}

const longestArray = 1024;
const deepestArray = 4;
/**
 * The bounds of a valid header; larger numbers mean a damaged file. The largest Gemma has some 60 entries, 2,000
 * tensors, a vocabulary and merges of together 800,000 items, and a template of 20,000 characters.
 */
const most = { entries: 10_000, tensors: 100_000, items: 4_000_000, characters: 4_000_000 } as const;

/** Bytes per value of the metadata's plain types by number; 8 is text, 9 an array. */
const valueBytes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};

/** Tensor types by number: values per block and bytes per block. The length of unknown types is not checked. */
const tensorTypes: Readonly<Record<number, readonly [values: number, bytes: number]>> = {
  ...{ 0: [1, 4], 1: [1, 2], 2: [32, 18], 3: [32, 20], 6: [32, 22], 7: [32, 24], 8: [32, 34], 9: [32, 36] },
  ...{ 10: [256, 84], 11: [256, 110], 12: [256, 144], 13: [256, 176], 14: [256, 210], 15: [256, 292] },
  ...{ 16: [256, 66], 17: [256, 74], 18: [256, 98], 19: [256, 50], 20: [32, 18], 21: [256, 110], 22: [256, 82] },
  ...{ 23: [256, 136], 24: [1, 1], 25: [1, 2], 26: [1, 4], 27: [1, 8], 28: [1, 8], 29: [256, 56], 30: [1, 2] },
  ...{ 34: [256, 54], 35: [256, 66], 39: [32, 17] },
};

/**
 * Parses the beginning of a file.
 * @throws HeadIncomplete, HeadInvalid
 */
export function parseGgufHead(bytes: Uint8Array): GgufHead {
  const reader = new Reader(bytes);
  if (reader.text(4) !== "GGUF") throw new HeadInvalid("is not a GGUF model file.");
  const version = reader.number(4);
  if (version !== 2 && version !== 3)
    throw new HeadInvalid(`has GGUF version ${version}, which the engine cannot read.`);
  const tensors = reader.count(most.tensors);
  const entries = reader.count(most.entries);
  const metadata = new Map<string, GgufValue>();
  for (let index = 0; index < entries; index++) {
    const key = reader.string();
    const value = reader.value(reader.number(4));
    if (value !== undefined) metadata.set(key, value);
  }
  const alignment = metadata.get("general.alignment");
  const step = typeof alignment === "number" && alignment > 0 ? alignment : 32;
  let extent = 0;
  for (let index = 0; index < tensors; index++) extent = Math.max(extent, tensorEnd(reader));
  return { version, metadata, leastBytes: Math.ceil(reader.position / step) * step + extent };
}

/** Where a tensor ends, from the start of the data. */
function tensorEnd(reader: Reader): number {
  reader.string();
  const dimensions = reader.number(4);
  if (dimensions > 8) throw new HeadInvalid("is damaged: a tensor has an impossible shape.");
  let values = 1;
  for (let index = 0; index < dimensions; index++) values *= reader.long();
  const type = tensorTypes[reader.number(4)];
  const offset = reader.long();
  return offset + (type === undefined ? 0 : (values / type[0]) * type[1]);
}

class Reader {
  position = 0;
  #items = 0;
  readonly #view: DataView;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  number(bytes: 1 | 2 | 4): number {
    const at = this.skip(bytes);
    if (bytes === 4) return this.#view.getUint32(at, true);
    return bytes === 2 ? this.#view.getUint16(at, true) : this.#view.getUint8(at);
  }

  /** A 64-bit number; exact up to 2^53, which no offset of a real file reaches. */
  long(): number {
    const at = this.skip(8);
    return this.#view.getUint32(at, true) + this.#view.getUint32(at + 4, true) * 2 ** 32;
  }

  /** A 64-bit count. Throws HeadInvalid above `limit`. */
  count(limit: number): number {
    const count = this.long();
    if (count > limit) throw new HeadInvalid("is damaged: its head holds impossible numbers.");
    return count;
  }

  text(bytes: number): string {
    const at = this.skip(bytes);
    return new TextDecoder().decode(this.#bytes.subarray(at, at + bytes));
  }

  string(): string {
    return this.text(this.count(most.characters));
  }

  /** A metadata value; undefined for an array that is too long. `depth`: the number of arrays around it. */
  value(type: number, depth = 0): GgufValue | undefined {
    if (type === 8) return this.string();
    if (type === 9) return this.#array(depth + 1);
    const bytes = valueBytes[type];
    if (bytes === undefined) throw new HeadInvalid("is damaged: its head holds an unknown kind of value.");
    const at = this.skip(bytes);
    switch (type) {
      case 1:
        return this.#view.getInt8(at);
      case 3:
        return this.#view.getInt16(at, true);
      case 5:
        return this.#view.getInt32(at, true);
      case 6:
        return this.#view.getFloat32(at, true);
      case 7:
        return this.#view.getUint8(at) !== 0;
      case 11:
        return Number(this.#view.getBigInt64(at, true));
      case 12:
        return this.#view.getFloat64(at, true);
      default:
        this.position = at;
        return bytes === 8 ? this.long() : this.number(bytes as 1 | 2 | 4);
    }
  }

  /** Skips so many bytes and returns their offset. */
  skip(bytes: number): number {
    const at = this.position;
    if (at + bytes > this.#bytes.byteLength) throw new HeadIncomplete();
    this.position = at + bytes;
    return at;
  }

  /** The length of an array; all arrays of a header together have a bound too. */
  #itemCount(): number {
    const count = this.count(most.items);
    this.#items += count;
    if (this.#items > most.items) throw new HeadInvalid("is damaged: its head holds impossible numbers.");
    return count;
  }

  #array(depth: number): readonly GgufValue[] | undefined {
    if (depth > deepestArray) throw new HeadInvalid("is damaged: its head holds arrays without end.");
    const type = this.number(4);
    const count = this.#itemCount();
    const bytes = valueBytes[type];
    if (count > longestArray && bytes !== undefined) {
      this.skip(count * bytes);
      return undefined;
    }
    const values: GgufValue[] = [];
    for (let index = 0; index < count; index++) {
      if (count > longestArray && type === 8) this.skip(this.count(most.characters));
      else {
        const value = this.value(type, depth);
        if (value !== undefined && count <= longestArray) values.push(value);
      }
    }
    return count > longestArray ? undefined : values;
  }
}
