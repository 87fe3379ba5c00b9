import { access } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { GgufHead } from "./gguf.ts";

/** The number of a part, from 1, and the number of parts. */
export type SplitPart = { part: number; of: number };

/** llama.cpp's names of parts. It finds the other parts by the name of the first. */
const partName = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;
/** More parts than any real model has. */
const mostParts = 1000;

/** A file's part by its metadata, otherwise by its name; undefined for a file in one piece. */
export function partOf(path: string, { metadata }: Pick<GgufHead, "metadata">): SplitPart | undefined {
  const [number, count] = [metadata.get("split.no"), metadata.get("split.count")];
  if (typeof number === "number" && typeof count === "number") {
    return count > 1 && count <= mostParts ? { part: number + 1, of: count } : undefined;
  }
  const named = partName.exec(basename(path));
  const isNameless = metadata.get("general.architecture") === undefined;
  return named && isNameless ? { part: Number(named[2]), of: Number(named[3]) } : undefined;
}

/** The path of another part; undefined if the name has no part number. */
export function pathOfPart(path: string, part: number, of: number): string | undefined {
  const named = partName.exec(basename(path));
  if (named === null || Number(named[3]) !== of) return undefined;
  return join(dirname(path), `${named[1]}-${five(part)}-of-${five(of)}.gguf`);
}

/** The names of the missing parts. */
export async function missingParts(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => [],
        () => [basename(path)],
      ),
    ),
  );
  return found.flat();
}

const five = (number: number): string => String(number).padStart(5, "0");
