import { globMatcher } from "../../../edit/paths/globs.ts";
import { type FrontMatter, textField } from "./frontMatter.ts";

/** Files that hold for a whole workspace folder, in the order in which they are told. */
export const rootNames = [".github/copilot-instructions.md", "AGENTS.md", "CLAUDE.md", ".claude/CLAUDE.md"] as const;
/** Files that hold for the folder that they are in. */
const folderNames = ["AGENTS.md", "CLAUDE.md"] as const;
/** Folders deeper than this are passed over. */
const MOST_FOLDERS = 24;

/** The instruction files that folders between a workspace folder and a file may have, the outermost first. */
export function nestedPaths(path: string, roots: readonly string[]): string[] {
  const root = rootOf(path, roots);
  if (root === undefined) return [];
  const folders = path.slice(root.length).split("/").slice(0, -1).slice(0, MOST_FOLDERS);
  return folders.flatMap((_, at) => {
    const folder = root + folders.slice(0, at + 1).join("/");
    return folderNames.map((name) => `${folder}/${name}`);
  });
}

/** What the paths of a file's workspace folder begin with; undefined if it is in none. */
export const rootOf = (path: string, roots: readonly string[]): string | undefined =>
  roots.find((root) => path.startsWith(root));

/** The globs of `applyTo`, relative to the workspace folder; none if the file says none. */
export function appliesTo(matter: FrontMatter): (path: string) => boolean {
  try {
    const matchers = globsIn(textField(matter, "applyTo")).map(globMatcher);
    return (path) => matchers.some((fits) => fits(path));
  } catch {
    return () => false;
  }
}

/** Whether a file holds for every file, so that it is told with the question. */
export const isForAll = (matter: FrontMatter): boolean =>
  globsIn(textField(matter, "applyTo")).some((glob) => /^(?:\.?\/)?\*\*(?:\/\*{1,2})?$/.test(glob));

/** Globs between commas, but not between those in braces. */
function globsIn(list: string): string[] {
  return (list.match(/(?:\{[^{}]*\}|[^,])+/g) ?? []).map((glob) => glob.trim()).filter((glob) => glob !== "");
}
