import type { Bytes } from "../../../agent/checkpoints/decideRestore.ts";
import { MOST_KEPT } from "../../../chat/store/kept/keptBytes.ts";
import { gitEnvironment, withoutFilters } from "../git/gitEnvironment.ts";
import { plainDiff } from "../git/gitReader.ts";
import { gitBytes, GitError, runGit } from "../git/runGit.ts";

/** What git says about a folder at one moment: its commit, and the files that differ from it or are new. */
export type GitMoment = { head: string; changed: readonly string[] };

/** Looks at what changes in a folder of a repository. Paths are relative to the folder, with "/". */
export class GitChanges {
  readonly #git: string;
  readonly #cwd: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(git: string, cwd: string, env: NodeJS.ProcessEnv) {
    this.#git = git;
    this.#cwd = cwd;
    this.#env = env;
  }

  /** Throws GitError for a folder that is in no repository. */
  static async of(git: string, cwd: string, signal: AbortSignal): Promise<GitChanges> {
    const env = gitEnvironment(process.env, []);
    const keys = await runGit(git, ["config", "--list", "--name-only", "-z"], { cwd, env, signal });
    const filters = withoutFilters(keys.text.split("\0"));
    return new GitChanges(git, cwd, gitEnvironment(process.env, filters));
  }

  /** The commit now, and the files that differ from it. */
  async now(signal: AbortSignal): Promise<GitMoment> {
    const head = (await this.#run(["rev-parse", "--verify", "HEAD^{commit}"], signal)).trim();
    return { head, changed: await this.changedSince(head, signal) };
  }

  /** The files that differ from a commit, and those that git neither knows nor ignores. Throws GitError if too many. */
  async changedSince(head: string, signal: AbortSignal): Promise<string[]> {
    const diff = ["diff", "--name-only", "-z", "--no-renames", "--relative", ...plainDiff, head, "--", "."];
    const others = ["ls-files", "-z", "--others", "--exclude-standard", "--", "."];
    const lists = await Promise.all([this.#run(diff, signal), this.#run(others, signal)]);
    return [...new Set(lists.flatMap((list) => list.split("\0").filter((name) => name !== "")))];
  }

  /**
   * A file as it is checked out of a commit; `bytes` undefined: it is not in it. Undefined if only a program of the
   * repository could tell (large files kept elsewhere).
   */
  async fileAt(head: string, path: string, signal: AbortSignal): Promise<{ bytes: Bytes } | undefined> {
    const attribute = await this.#run(["check-attr", "-z", "filter", "--", path], signal);
    const value = attribute.split("\0")[2] ?? "unspecified";
    if (value !== "unspecified" && value !== "unset") return undefined;
    const entry = await this.#run(["ls-tree", "-z", head, "--", `./${path}`], signal);
    if (entry === "") return { bytes: undefined };
    // A link, or a repository within.
    if (!/^100(644|755) blob /.test(entry)) return undefined;
    const args = this.#arguments(["cat-file", "--filters", `${head}:./${path}`]);
    const { bytes, isCut } = await gitBytes(this.#git, args, { ...this.#options(signal), most: MOST_KEPT });
    return isCut ? undefined : { bytes };
  }

  async #run(args: readonly string[], signal: AbortSignal): Promise<string> {
    const { text, isCut } = await runGit(this.#git, this.#arguments(args), this.#options(signal));
    if (isCut) throw new GitError("Too many files.");
    return text;
  }

  #arguments(args: readonly string[]): string[] {
    return ["--no-pager", "--no-optional-locks", "--literal-pathspecs", ...args];
  }

  #options(signal: AbortSignal): { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal } {
    return { cwd: this.#cwd, env: this.#env, signal };
  }
}
