import { Consent } from "../../../src/agent/approval/consent.ts";
import type { FileChanges } from "../../../src/agent/ports/fileChanges.ts";
import { WorkspaceError } from "../../../src/agent/ports/workspaceFault.ts";

/** Changes of files in memory. `folders`: those that were made. */
export function memoryChanges(files: Map<string, string>): FileChanges & { folders: Set<string> } {
  const folders = new Set<string>();
  const missing = (path: string): void => {
    if (!files.has(path)) throw new WorkspaceError({ kind: "missing-file", path });
  };
  return {
    folders,
    async planMove(from, to) {
      missing(from);
      if (files.has(to)) throw new WorkspaceError({ kind: "exists", path: to });
      return { type: "move", from: { path: from }, to: { path: to } };
    },
    async planDeletion(path) {
      missing(path);
      const text = files.get(path) ?? "";
      return { type: "delete", place: { path }, bytes: text.length, digest: text, text };
    },
    async planFolder(path) {
      return { type: "make-folder", place: { path } };
    },
    async change(operations, consent) {
      Consent.use(consent, { kind: "files", operations });
      for (const operation of operations) {
        if (operation.type === "write") files.set(operation.change.path, operation.change.after);
        if (operation.type === "make-folder") folders.add(operation.place.path);
        if (operation.type === "delete") files.delete(operation.place.path);
        if (operation.type === "move") {
          files.set(operation.to.path, files.get(operation.from.path) ?? "");
          files.delete(operation.from.path);
        }
      }
    },
  };
}
