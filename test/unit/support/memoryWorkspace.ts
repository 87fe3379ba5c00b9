import { isPrivate } from "../../../src/agent/approval/files/privateFiles.ts";
import { Consent } from "../../../src/agent/approval/consent.ts";
import { splice } from "../../../src/edit/text/splices.ts";
import type { FileText, Workspace } from "../../../src/agent/ports/workspace.ts";
import { WorkspaceError, type WorkspaceFault } from "../../../src/agent/ports/workspaceFault.ts";

/** Files in memory, behind the same port that VS Code stands behind. `faults`: what stands in the way of writing some. */
export function memoryWorkspace(
  start: Record<string, string>,
  faults: Record<string, WorkspaceFault> = {},
): Workspace & { files: Map<string, string> } {
  const files = new Map(Object.entries(start));
  const check = async ({ path, text }: FileText) => {
    const fault = faults[path];
    if (fault) throw new WorkspaceError(fault);
    if (files.get(path) !== text) throw new WorkspaceError({ kind: "changed", path });
  };
  return {
    files,
    async privatePath(path) {
      return isPrivate(path) && files.has(path) ? path : undefined;
    },
    async open(path) {
      const text = files.get(path);
      if (text === undefined) throw new WorkspaceError({ kind: "missing-file", path });
      return { path, text, isPrivate: isPrivate(path) };
    },
    async read(path, _signal, consent) {
      if (isPrivate(path)) {
        if (!consent) throw new WorkspaceError({ kind: "private", path });
        Consent.use(consent, { kind: "read-private", path });
      }
      const text = files.get(path);
      if (text === undefined) throw new WorkspaceError({ kind: "missing-file", path });
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
    async checkNew(path, text) {
      const fault = faults[path];
      if (fault) throw new WorkspaceError(fault);
      if (files.has(path)) throw new WorkspaceError({ kind: "exists", path });
      return { path, text };
    },
    checkEdit: check,
    async edit(file, edits, consent) {
      const after = splice(file.text, edits);
      Consent.use(consent, { kind: "edit", change: { path: file.path, before: file.text, after } });
      await check(file);
      files.set(file.path, after);
    },
    async create(path, text, consent) {
      Consent.use(consent, { kind: "edit", change: { path, before: undefined, after: text } });
      files.set(path, text);
    },
  };
}
