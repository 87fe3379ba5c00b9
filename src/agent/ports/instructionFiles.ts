/**
 * The instruction files of the workspace. Paths are the workspace's own, as in `Workspace`. A workspace that is not
 * trusted has none.
 */
export interface InstructionFiles {
  /** What the paths of each workspace folder begin with: [""] for a single one, "name/" each for several. */
  roots(): readonly string[];
  /** The text of a file that is really inside the workspace; undefined if there is none, or it may hold secrets. */
  read(path: string): Promise<string | undefined>;
  /** The paths of all files that a glob names below the workspace folders, at most `most`, sorted. */
  list(glob: string, most: number): Promise<readonly string[]>;
  /** The workspace's own spelling of a path that a call names; undefined for one outside. */
  place(path: string): Promise<string | undefined>;
}
