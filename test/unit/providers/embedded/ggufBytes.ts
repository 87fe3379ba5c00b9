/** Writes small GGUF files for tests, as the format's specification has them (version 3). */

type Value = string | number | boolean | readonly string[] | readonly number[] | readonly boolean[];
type Tensor = { name: string; dimensions: readonly number[]; type: number; offset: number };
export type GgufPlan = {
  magic?: string;
  version?: number;
  metadata?: Record<string, Value>;
  tensors?: readonly Tensor[];
  /** Bytes of tensor data after the head. */
  data?: number;
};

export const gemmaMetadata: Record<string, Value> = {
  "general.architecture": "gemma3",
  "gemma3.context_length": 32768,
  "gemma3.block_count": 12,
  "gemma3.attention.head_count_kv": 1,
  "gemma3.attention.key_length": 256,
  "gemma3.attention.value_length": 256,
  "gemma3.attention.sliding_window": 512,
  "tokenizer.ggml.tokens": Array.from({ length: 1200 }, (_, index) => `t${index}`),
};

/** A file with one tensor of 1,024 bytes (F32) unless the plan says otherwise. */
export function ggufBytes(plan: GgufPlan = {}): Uint8Array {
  const { magic = "GGUF", version = 3, metadata = gemmaMetadata, data = 1024 } = plan;
  const tensors = plan.tensors ?? [{ name: "token_embd.weight", dimensions: [16, 16], type: 0, offset: 0 }];
  const out: Buffer[] = [Buffer.from(magic), u32(version), u64(tensors.length), u64(Object.keys(metadata).length)];
  for (const [key, value] of Object.entries(metadata)) out.push(text(key), typed(value));
  for (const { name, dimensions, type, offset } of tensors)
    out.push(text(name), u32(dimensions.length), ...dimensions.map(u64), u32(type), u64(offset));
  const head = Buffer.concat(out);
  return Buffer.concat([head, Buffer.alloc((32 - (head.length % 32)) % 32), Buffer.alloc(data)]);
}

function typed(value: Value): Buffer {
  if (typeof value === "string") return Buffer.concat([u32(8), text(value)]);
  if (typeof value === "boolean") return Buffer.concat([u32(7), Buffer.from([value ? 1 : 0])]);
  if (typeof value === "number") return Buffer.concat([u32(4), u32(value)]);
  const [first] = value;
  const kind = typeof first === "string" ? 8 : typeof first === "boolean" ? 7 : 4;
  const items = value.map((item) => typed(item).subarray(4));
  return Buffer.concat([u32(9), u32(kind), u64(value.length), ...items]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
