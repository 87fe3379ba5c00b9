import type { Workspace } from "../../../src/agent/workspace.ts";

/** Files in memory, behind the same port that VS Code stands behind. */
export function memoryWorkspace(start: Record<string, string>): Workspace & { files: Map<string, string> } {
  const files = new Map(Object.entries(start));
  return {
    files,
    async read(path) {
      const text = files.get(path);
      if (text === undefined) throw new Error(`There is no file "${path}".`);
      return { path, text };
    },
    async list() {
      return [...files.keys()].map((name) => ({ name, kind: "file" as const }));
    },
    async search(query) {
      return [...files].flatMap(([path, text]) =>
        text.split("\n").flatMap((line, at) => (line.includes(query.text) ? [{ path, line: at + 1, text: line }] : [])),
      );
    },
    async checkNew(path) {
      if (files.has(path)) throw new Error(`"${path}" exists already.`);
    },
    async edit(file, edits) {
      if (files.get(file.path) !== file.text) throw new Error(`"${file.path}" changed meanwhile.`);
      const applied = edits.reduceRight(
        (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
        file.text,
      );
      files.set(file.path, applied);
    },
    async create(path, text) {
      files.set(path, text);
    },
  };
}
