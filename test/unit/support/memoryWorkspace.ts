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
    async image(path) {
      const data = /^image:(.*)$/.exec(files.get(path) ?? "")?.[1];
      return data === undefined ? undefined : { path, picture: { mediaType: "image/png", data } };
    },
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
    async list(path) {
      const below = [...files.keys()].flatMap((name) =>
        inside(name, path) === undefined ? [] : [inside(name, path)!],
      );
      if (below.length === 0 && path !== ".") throw new WorkspaceError({ kind: "missing-folder", path });
      const kinds = new Map(
        below.map((name) => [name.split("/")[0]!, name.includes("/") ? "folder" : "file"] as const),
      );
      return [...kinds].map(([name, kind]) => ({ name, kind }));
    },
    async filesBelow({ path = ".", accepts }, most) {
      const found = [...files.keys()].filter((name) => {
        const below = inside(name, path);
        return below !== undefined && accepts?.(below) !== false;
      });
      return {
        base: path === "." ? "" : `${path}/`,
        paths: found.toSorted().slice(0, most),
        isCut: found.length > most,
      };
    },
    async search({ text: wanted, path: below = ".", accepts, context = 0 }, limit) {
      const hits = [...files].flatMap(([path, text]) => {
        const rest = inside(path, below);
        if (rest === undefined || accepts?.(rest) === false) return [];
        const lines = text.split("\n");
        const at = lines.flatMap((line, at) => (line.includes(wanted) ? [at] : []));
        return lines.flatMap((line, on) => {
          if (at.includes(on)) return [{ path, line: on + 1, text: line }];
          const isNear = at.some((each) => Math.abs(each - on) <= context);
          return isNear ? [{ path, line: on + 1, text: line, isContext: true as const }] : [];
        });
      });
      return hits.slice(0, limit);
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

/** A path relative to a folder, or its name if it is that file; undefined outside. */
function inside(path: string, folder: string): string | undefined {
  if (folder === "." || folder === "") return path;
  if (path === folder) return path.slice(path.lastIndexOf("/") + 1);
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
