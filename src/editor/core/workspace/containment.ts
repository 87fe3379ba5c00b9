import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import type { Folder } from "./folderNames.ts";

/**
 * A place in the workspace. `absolute`: with all links resolved as far as it exists; checks use it. `address`: the same
 * below the folder as the workspace names it, which may be a link. `shown`: as the model names it.
 */
export type Place = { absolute: string; address: string; shown: string };

/**
 * Finds the place that a model names. With several folders, a path starts with a folder's name. Throws WorkspaceError
 * if it is outside every folder: by `..`, as an absolute path, or through a link.
 */
export async function locate(folders: readonly Folder[], path: string): Promise<Place> {
  if (folders.length === 0) throw new WorkspaceError({ kind: "no-folder" });
  if (path.includes("\0")) throw new WorkspaceError({ kind: "bad-path", path, reason: "a NUL character" });
  const { folder: named, rest } = split(folders, path);
  const wanted = isAbsolute(rest) ? rest : resolve(named.path, rest);
  const absolute = await realpathOfExisting(wanted).catch((error: NodeJS.ErrnoException) => {
    throw new WorkspaceError({ kind: "bad-path", path, reason: error.code ?? "unknown" });
  });
  const { folder, inside } = (await homeOf(absolute, named, folders)) ?? {};
  if (!folder || inside === undefined) throw new WorkspaceError({ kind: "outside", path });
  const local = inside.split(sep).join("/") || ".";
  const shown = folders.length > 1 ? [folder.name, ...(local === "." ? [] : [local])].join("/") : local;
  return { absolute, address: join(folder.path, inside), shown };
}

/** The folder that contains a real path: the named one, otherwise another, to which a link led. */
async function homeOf(
  absolute: string,
  named: Folder,
  folders: readonly Folder[],
): Promise<{ folder: Folder; inside: string } | undefined> {
  for (const folder of [named, ...folders.filter((each) => each !== named)]) {
    const root = await realpath(folder.path).catch(() => undefined);
    const inside = root === undefined ? ".." : relative(root, absolute);
    if (!leadsOut(inside)) return { folder, inside };
  }
  return undefined;
}

/** Throws WorkspaceError if the place is inside a repository's own data, which must not be written. */
export function refuseGitData(place: Place): void {
  const parts = [place.absolute, place.address].flatMap((path) => path.split(sep));
  if (parts.some((part) => part.toLowerCase() === ".git")) {
    throw new WorkspaceError({ kind: "git-data", path: place.shown });
  }
}

const leadsOut = (path: string): boolean => path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);

function split(folders: readonly Folder[], path: string): { folder: Folder; rest: string } {
  const [only] = folders;
  if (isAbsolute(path)) {
    const owner = folders.find((folder) => !leadsOut(relative(folder.path, path)));
    return { folder: owner ?? folders[0]!, rest: path };
  }
  if (folders.length === 1 && only) return { folder: only, rest: path };
  const plain = path.replace(/^(?:\.\/)+/, "");
  const folder = folders.find(({ name }) => plain === name || plain.startsWith(`${name}/`));
  if (folder) return { folder, rest: plain.slice(folder.name.length + 1) || "." };
  throw new WorkspaceError({ kind: "which-folder", path, folders: folders.map((each) => each.name) });
}

/**
 * The real path of the existing part of `path`, followed by the rest. A link to a missing target is followed too,
 * because writing through it would create the file there.
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
