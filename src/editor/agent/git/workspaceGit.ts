import { access, constants, stat } from "node:fs/promises";
import { basename, delimiter, dirname, isAbsolute, join, relative } from "node:path";
import * as v from "valibot";
import * as vscode from "vscode";
import { isPrivate } from "../../../agent/approval/files/privateFiles.ts";
import type { Git, GitQuery } from "../../../agent/ports/git.ts";
import { folders } from "../../core/documents.ts";
import { find } from "../../core/reading.ts";
import { hiddenBelow } from "../../core/workspace/hiddenFiles.ts";
import { type GitPlace, GitReader } from "./gitReader.ts";

/** What is used of the API of VS Code's own git extension. */
const apiSchema = v.object({ git: v.object({ path: v.pipe(v.string(), v.minLength(1)) }) });

/** The workspace's git repositories, read with the git that the editor uses. */
export class WorkspaceGit implements Git {
  async read(query: GitQuery, signal: AbortSignal): Promise<string> {
    if (!vscode.workspace.isTrusted) throw new Error("git is not read in a restricted workspace.");
    const git = await findGit();
    if (git === undefined) throw new Error("git is not installed, or not on the PATH.");
    return new GitReader(git, await placeOf(query.path), signal).read(query);
  }
}

async function placeOf(path: string | undefined): Promise<GitPlace> {
  const place = await find(path ?? folders()[0]?.path ?? ".");
  const isFolder = (await stat(place.address).catch(() => undefined))?.isDirectory() ?? false;
  const folder = isFolder ? place : await find(dirname(place.address));
  const hides = await hiddenBelow(folders(), folder.address);
  return {
    cwd: folder.address,
    name: isFolder ? undefined : basename(place.address),
    isHidden: (below) => isPrivate(`${folder.judged}/${below}`) || hides(below),
  };
}

/** The absolute path of git: the editor's own choice, or the first on the PATH that does not lie in the workspace. */
export async function findGit(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): unknown }>("vscode.git");
  const api = extension?.isActive
    ? v.safeParse(
        apiSchema,
        attempt(() => extension.exports.getAPI(1)),
      )
    : undefined;
  if (api?.success && isAbsolute(api.output.git.path)) return api.output.git.path;
  const name = process.platform === "win32" ? "git.exe" : "git";
  const isOwn = (place: string): boolean => folders().some(({ path }) => !relative(path, place).startsWith(".."));
  for (const place of (process.env["PATH"] ?? process.env["Path"] ?? "").split(delimiter)) {
    const candidate = join(place, name);
    if (!isAbsolute(place) || isOwn(candidate)) continue;
    const runs = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return candidate;
  }
  return undefined;
}

/** The API of the git extension throws where git is switched off. */
function attempt<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}
