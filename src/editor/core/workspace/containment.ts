import { lstat, readlink, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { namesOfRoot } from "../../../agent/approval/files/risk.ts";
import { plainName } from "../../../agent/approval/files/plainName.ts";
import type { Folder } from "./folderNames.ts";
import { refusalOf } from "../../../agent/approval/path/refusal.ts";

/**
 * A place in the workspace, all links resolved as far as it exists: `absolute` is what it is judged by; `address` the
 * same below the folder as the workspace names it, itself perhaps a link; `shown` is relative to the workspace, and names
 * no other place; `judged` is relative to the folder, after the names of the folder's own place.
 */
export type Place = { absolute: string; address: string; shown: string; judged: string };

/** A workspace folder, and where it really is. */
type Root = Folder & { real: string };

/** More links in a row are taken for a circle, as Linux does. */
const MOST_LINKS = 40;

/**
 * Finds the place a model names. Throws WorkspaceError if it lies outside of every folder: by `..`, as an absolute path,
 * or through a link. Nothing outside is touched, so the answer is the same whatever is there. With several folders a
 * path begins with a folder's name.
 */
export async function locate(folders: readonly Folder[], path: string): Promise<Place> {
  if (folders.length === 0) throw new WorkspaceError({ kind: "no-folder" });
  const refusal = refusalOf(path, process.platform);
  if (refusal) throw new WorkspaceError({ ...refusal, path });
  const { folder: named, rest } = split(folders, path);
  const roots = await Promise.all(
    folders.map(async (each): Promise<Root> => ({ ...each, real: await realpath(each.path).catch(() => each.path) })),
  );
  const wanted = isAbsolute(rest) ? rest : resolve(named.path, rest);
  const absolute = await resolved(wanted, roots, path);
  const first = roots.find(({ path: each }) => each === named.path);
  const home = [...(first ? [first] : []), ...roots].find(({ real }) => !leadsOut(relative(real, absolute)));
  if (!home) throw new WorkspaceError({ kind: "outside", path });
  const inside = relative(home.real, absolute);
  const local = inside.split(sep).join("/") || ".";
  const address = join(home.path, inside);
  const judged = [...namesOfRoot(home.real), local].join("/");
  return { absolute, address, shown: shownOf(folders, home, local) ?? address, judged };
}

/** A place below the folder's name; undefined where that would name a place in another folder. */
function shownOf(folders: readonly Folder[], home: Folder, local: string): string | undefined {
  if (folders.length === 1) return local;
  const shown = [home.name, ...(local === "." ? [] : [local])].join("/");
  return folderNamed(folders, shown)?.path === home.path ? shown : undefined;
}

/** Throws WorkspaceError if the place is inside a repository's own data, which must not be written. */
export function refuseGitData(place: Place): void {
  const parts = [place.absolute, place.address].flatMap((path) => path.split(sep));
  if (parts.some((part) => plainName(part) === ".git")) {
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
  const folder = folderNamed(folders, plain);
  if (folder) return { folder, rest: plain.slice(folder.name.length + 1) || "." };
  throw new WorkspaceError({ kind: "which-folder", path, folders: folders.map((each) => each.name) });
}

/** The folder that a path begins with. Names may hold slashes, so the longest counts. */
const folderNamed = (folders: readonly Folder[], path: string): Folder | undefined =>
  folders
    .filter(({ name }) => path === name || path.startsWith(`${name}/`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];

/**
 * The real path of what exists of an absolute path, with the part that does not exist yet appended. Each link is judged
 * by where it leads before that place is touched. A link to something that does not exist is followed too: writing
 * through it would make the file at its target.
 */
async function resolved(wanted: string, roots: readonly Root[], path: string): Promise<string> {
  let { at, left } = enter(wanted, roots, path);
  for (let links = 0; ;) {
    const name = left.shift();
    if (name === undefined) return spelled(at, roots);
    const next = join(at, name);
    const target = await linkAt(next, path);
    if (target === "missing") return join(await spelled(at, roots), name, ...left);
    if (target === undefined) {
      at = next;
      continue;
    }
    if (++links > MOST_LINKS) throw new WorkspaceError({ kind: "bad-path", path, reason: "ELOOP" });
    const inner = enter(resolve(dirname(next), target), roots, path);
    at = inner.at;
    left = [...inner.left, ...left];
  }
}

/** The root that an absolute path lies in, and the names that lead from there to it. Throws WorkspaceError "outside". */
function enter(wanted: string, roots: readonly Root[], path: string): { at: string; left: string[] } {
  for (const root of roots)
    for (const base of [root.path, root.real]) {
      const inside = relative(base, wanted);
      if (!leadsOut(inside)) return { at: root.real, left: inside.split(sep).filter((name) => name !== "") };
    }
  throw new WorkspaceError({ kind: "outside", path });
}

/** Where a link leads, as it is written in it; undefined if there is something else. */
async function linkAt(place: string, path: string): Promise<string | "missing" | undefined> {
  try {
    return (await lstat(place)).isSymbolicLink() ? await readlink(place) : undefined;
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "missing";
    throw new WorkspaceError({ kind: "bad-path", path, reason: code });
  }
}

/** The path as the file system spells it, which may not tell upper from lower case. */
async function spelled(existing: string, roots: readonly Root[]): Promise<string> {
  const real = await realpath(existing).catch(() => existing);
  return roots.some((root) => !leadsOut(relative(root.real, real))) ? real : existing;
}
