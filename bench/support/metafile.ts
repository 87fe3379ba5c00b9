import type { Metafile } from "esbuild";

/** Bytes of all scripts in a build. */
export function totalBytes({ outputs }: Pick<Metafile, "outputs">): number {
  return Object.entries(outputs)
    .filter(([path]) => path.endsWith(".js"))
    .reduce((sum, [, { bytes }]) => sum + bytes, 0);
}

/** Bytes of one script and its static imports, transitively: what its first line waits for. */
export function staticBytes({ outputs }: Pick<Metafile, "outputs">, entry: string): number {
  const seen = new Set<string>();
  const visit = (path: string): number => {
    const output = outputs[path];
    if (!output || seen.has(path)) return 0;
    seen.add(path);
    const imported = output.imports.filter(({ kind, external }) => kind === "import-statement" && !external);
    return imported.reduce((sum, each) => sum + visit(each.path), output.bytes);
  };
  if (!outputs[entry]) throw new Error(`The build made no ${entry}.`);
  return visit(entry);
}
