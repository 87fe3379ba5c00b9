import { mergeTexts } from "../../edit/diff/mergeTexts.ts";
import type { FilePlan } from "./restorePlan.ts";

/** The bytes of a file; undefined: there is no file. */
export type Bytes = Uint8Array | undefined;

/** Where kept bytes come from: their hashes, as in `bytesSchema`. */
export type KeptSource = { hash(bytes: Bytes): string; read(hash: string): Promise<{ bytes: Bytes } | undefined> };

/**
 * What restoring a file does. "write": `merged` keeps what others changed since. "clash": others changed the same
 * lines, or it can't be told, so the user decides between the file as it is and `target`. "lost": its earlier bytes
 * were not kept.
 */
export type Decision =
  | { type: "same" }
  | { type: "write"; target: Bytes; merged: boolean }
  | { type: "clash"; target: Bytes }
  | { type: "lost" };

/** Decides how a file that has these bytes now is restored. Pure but for reading what was kept. */
export async function decideRestore({ changes }: FilePlan, now: Bytes, kept: KeptSource): Promise<Decision> {
  const oldest = changes.at(-1);
  const target = oldest && (await kept.read(oldest.found));
  if (!target) return { type: "lost" };
  let bytes = now;
  let merged = false;
  for (const { found, left } of changes) {
    const hash = kept.hash(bytes);
    if (hash === found) continue;
    const before = await kept.read(found);
    if (hash === left) {
      if (!before) return { type: "clash", target: target.bytes };
      bytes = before.bytes;
      continue;
    }
    const after = await kept.read(left);
    const joined = before?.bytes && after?.bytes && bytes && mergeBytes(after.bytes, bytes, before.bytes);
    if (!joined) return { type: "clash", target: target.bytes };
    bytes = joined;
    merged = true;
  }
  return kept.hash(bytes) === kept.hash(now) ? { type: "same" } : { type: "write", target: bytes, merged };
}

/** Both changes of the bytes of a text; undefined if they clash, or one is no text. */
function mergeBytes(base: Uint8Array, mine: Uint8Array, theirs: Uint8Array): Uint8Array | undefined {
  const [from, own, other] = [textOf(base), textOf(mine), textOf(theirs)];
  if (from === undefined || own === undefined || other === undefined) return undefined;
  const text = mergeTexts(from, own, other);
  return text === undefined ? undefined : new TextEncoder().encode(text);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
