import { globMatcher } from "../../../edit/paths/globs.ts";

/**
 * Whether a file fits a glob, by its path below the folder that is searched. The glob may also begin with that folder.
 * Throws an Error for a glob that is too long.
 */
export function globFilter(glob: string, folder: string | undefined): (below: string) => boolean {
  const fits = globMatcher(glob);
  const plain = folder?.replace(/^(?:\.\/)+|\/+$/g, "") ?? "";
  return plain !== "" && plain !== "." && glob.startsWith(`${plain}/`) ? (below) => fits(`${plain}/${below}`) : fits;
}
