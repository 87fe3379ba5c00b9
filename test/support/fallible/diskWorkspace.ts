import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { Consent } from "../../../src/agent/approval/consent.ts";
import { isPrivate } from "../../../src/agent/approval/files/privateFiles.ts";
import type { Workspace } from "../../../src/agent/ports/workspace.ts";
import { WorkspaceError } from "../../../src/agent/ports/workspaceFault.ts";
import { splice } from "../../../src/edit/text/splices.ts";

/** Files of a folder on disk, behind the agent's port: for whole turns in plain Node. Paths are POSIX. */
export function diskWorkspace(root: string): Workspace {
  const place = (path: string): string => {
    const full = join(root, path);
    if (relative(root, full).startsWith("..")) throw new WorkspaceError({ kind: "outside", path });
    return full;
  };
  const spelled = (path: string): string => relative(root, place(path));
  const textOf = async (path: string): Promise<string> => {
    const text = await readFile(place(path), "utf8").catch(() => undefined);
    if (text === undefined) throw new WorkspaceError({ kind: "missing-file", path });
    return text;
  };
  const exists = (path: string) =>
    textOf(path).then(
      () => true,
      () => false,
    );
  const all = async (): Promise<string[]> => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
  };
  const checkNew: Workspace["checkNew"] = async (path, text) => {
    if (await exists(path)) throw new WorkspaceError({ kind: "exists", path });
    return { path: spelled(path), text };
  };
  const checkEdit: Workspace["checkEdit"] = async ({ path, text }) => {
    if ((await textOf(path)) !== text) throw new WorkspaceError({ kind: "changed", path });
  };
  return {
    image: () => Promise.resolve(undefined),
    privatePath: async (path) => (isPrivate(path) ? spelled(path) : undefined),
    open: async (path) => ({ path: spelled(path), text: await textOf(path), isPrivate: isPrivate(path) }),
    read: async (path) => ({ path: spelled(path), text: await textOf(path) }),
    async list(path) {
      const entries = await readdir(place(path), { withFileTypes: true }).catch(() => undefined);
      if (!entries) throw new WorkspaceError({ kind: "missing-folder", path });
      return entries.map((entry) => ({ name: entry.name, kind: entry.isDirectory() ? "folder" : "file" }));
    },
    async filesBelow({ path = ".", accepts }, most) {
      const base = spelled(path) === "" ? "" : `${spelled(path)}/`;
      const below = (await all()).filter((each) => each.startsWith(base)).map((each) => each.slice(base.length));
      const found = below.filter((each) => accepts?.(each) !== false).toSorted();
      return { base, paths: found.slice(0, most).map((each) => base + each), isCut: found.length > most };
    },
    async search({ text, path }, limit) {
      const files = (await all()).filter((each) => path === undefined || each.startsWith(spelled(path)));
      const hits = await Promise.all(
        files.map(async (each) => {
          const lines = (await textOf(each)).split("\n");
          return lines.flatMap((line, at) => (line.includes(text) ? [{ path: each, line: at + 1, text: line }] : []));
        }),
      );
      return hits.flat().slice(0, limit);
    },
    checkNew,
    checkEdit,
    async edit(file, edits, consent) {
      const after = splice(file.text, edits);
      Consent.use(consent, { kind: "edit", change: { path: file.path, before: file.text, after } });
      await checkEdit(file, edits);
      await writeFile(place(file.path), after);
    },
    async create(path, text, consent) {
      Consent.use(consent, { kind: "edit", change: { path, before: undefined, after: text } });
      await checkNew(path, text);
      await mkdir(dirname(place(path)), { recursive: true });
      await writeFile(place(path), text);
    },
  };
}
