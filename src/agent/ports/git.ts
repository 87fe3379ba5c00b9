/**
 * A question to git about the workspace. `path` is the workspace's own spelling. `revision`: a commit as git names it; of
 * diff and log also a range ("main..HEAD").
 */
export type GitQuery =
  | { action: "status"; path?: string }
  | { action: "diff"; path?: string; revision?: string; staged?: boolean }
  | { action: "log"; path?: string; revision?: string; count: number }
  | { action: "show"; path?: string; revision?: string };

/** Reads the workspace's git repository. It runs nothing that the repository names, writes nothing and fetches nothing. */
export interface Git {
  /**
   * Git's own words, of bounded length, without files that may hold secrets. Throws an Error with words for the model, and
   * WorkspaceError for a path outside the workspace.
   */
  read(query: GitQuery, signal: AbortSignal): Promise<string>;
}
