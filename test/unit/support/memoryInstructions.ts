import { globMatcher } from "../../../src/edit/paths/globs.ts";
import type { InstructionFiles } from "../../../src/agent/ports/instructionFiles.ts";

/** Instruction files in memory; the map may change between questions. */
export function memoryInstructions(
  files: ReadonlyMap<string, string>,
  roots: readonly string[] = [""],
): InstructionFiles & { reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    roots: () => roots,
    async read(path) {
      reads.push(path);
      return files.get(path);
    },
    async list(glob, most) {
      const fits = roots.map((root) => globMatcher(root + glob));
      return [...files.keys()]
        .filter((path) => fits.some((each) => each(path)))
        .sort()
        .slice(0, most);
    },
    async place(path) {
      const plain = path.replace(/^\.\//, "");
      return plain.startsWith("..") || plain.startsWith("/") ? undefined : plain;
    },
  };
}
