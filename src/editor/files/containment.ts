import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { WorkspaceError } from "../../agent/workspaceFault.ts";

export type Folder = { name: string; path: string };
/** A place in the workspace: `absolute` with links resolved as far as it exists, `shown` as the model names it. */
export type Place = { absolute: string; shown: string };

/**
 * Finds the place a model names. Throws WorkspaceError when it lies outside of every folder: by `..`, as an
 * absolute path, or through a link. With several folders a path begins with a folder's name.
 */
export async function locate(folders: readonly Folder[], path: string): Promise<Place> {
  if (folders.length === 0) throw new WorkspaceError({ kind: "no-folder" });
  if (path.includes("\0")) throw new WorkspaceError({ kind: "bad-path", path, reason: "a NUL character" });
  const { folder, rest } = split(folders, path);
  const root = await realpath(folder.path);
  const wanted = isAbsolute(rest) ? rest : resolve(folder.path, rest);
  const absolute = await realpathOfExisting(wanted).catch((error: NodeJS.ErrnoException) => {
    throw new WorkspaceError({ kind: "bad-path", path, reason: error.code ?? "unknown" });
  });
  const inside = relative(root, absolute);
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new WorkspaceError({ kind: "outside", path });
  }
  const local = inside.split(sep).join("/") || ".";
  return { absolute, shown: folders.length > 1 ? join(folder.name, local) : local };
}

/** Throws WorkspaceError when the place lies inside a repository's own data: nothing writes there. */
export function refuseGitData(place: Place): void {
  if (place.absolute.split(sep).some((part) => part.toLowerCase() === ".git")) {
    throw new WorkspaceError({ kind: "git-data", path: place.shown });
  }
}

function split(folders: readonly Folder[], path: string): { folder: Folder; rest: string } {
  const [only] = folders;
  if (isAbsolute(path)) {
    const owner = folders.find((folder) => !relative(folder.path, path).startsWith(".."));
    return { folder: owner ?? folders[0]!, rest: path };
  }
  if (folders.length === 1 && only) return { folder: only, rest: path };
  const [head = "", ...tail] = path.replace(/^\.\//, "").split("/");
  const folder = folders.find((each) => each.name === head);
  if (folder) return { folder, rest: tail.join("/") || "." };
  throw new WorkspaceError({ kind: "which-folder", path, folders: folders.map((each) => each.name) });
}

/**
 * The real path of what exists of `path`, with the part that does not exist yet appended. A link to something that
 * does not exist is followed too: writing through it would make the file at its target.
 */
async function realpathOfExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const target = await readlink(path).catch(() => undefined);
    if (target !== undefined) return realpathOfExisting(resolve(dirname(path), target));
    const parent = dirname(path);
    return parent === path ? path : join(await realpathOfExisting(parent), basename(path));
  }
}
