import { realpath } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";
import type { GitQuery } from "../../../agent/ports/git.ts";
import { gitEnvironment, withoutFilters } from "./gitEnvironment.ts";
import { type GitAnswer, GitError, runGit } from "./runGit.ts";

/**
 * Where git is asked. `cwd`: an absolute folder inside the workspace; `name`: the file in it that is meant, or undefined
 * for all of it; `isHidden`: whether a path below `cwd` may hold secrets.
 */
export type GitPlace = { cwd: string; name: string | undefined; isHidden(path: string): boolean };

/** The oldest version whose settings can all be set by its environment. */
const OLDEST = [2, 31] as const;
/** So many hidden files are left out by name. */
const MOST_HIDDEN = 200;

/** Programs that a repository names for comparing are not run; submodules have settings of their own. */
export const plainDiff = [
  "--no-ext-diff",
  "--no-textconv",
  "--no-color",
  "--ignore-submodules=dirty",
  "--submodule=short",
];

/** Asks git about one place. Neither git nor the repository can be made to run, write or fetch anything by it. */
export class GitReader {
  readonly #git: string;
  readonly #place: GitPlace;
  readonly #signal: AbortSignal;
  #env = gitEnvironment(process.env, []);

  /** `git`: absolute path of the program. */
  constructor(git: string, place: GitPlace, signal: AbortSignal) {
    this.#git = git;
    this.#place = place;
    this.#signal = signal;
  }

  /** The answer of git; throws GitError. */
  async read(query: GitQuery): Promise<string> {
    await this.#open();
    switch (query.action) {
      case "status":
        return this.#words(
          await this.#run(["status", "--short", "--branch", "--ignore-submodules=dirty", ...this.#paths()]),
        );
      case "diff":
        return this.#diff([...(query.staged ? ["--cached"] : []), ...(await this.#range(query.revision))]);
      case "log": {
        const form = ["--date=short", "--decorate", "--format=%h %ad %an: %s%d", "--no-show-signature"];
        const range = await this.#range(query.revision);
        return this.#words(await this.#run(["log", `--max-count=${query.count}`, ...form, ...range, ...this.#paths()]));
      }
      case "show":
        return this.#show(query.revision ?? "HEAD");
    }
  }

  /** Checks git and the repository, and turns off its filters. */
  async #open(): Promise<void> {
    const version = await this.#run(["--version"]);
    const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(version.text)?.slice(1).map(Number) ?? [];
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
      throw new GitError(`git ${OLDEST.join(".")} or newer is needed; this is ${version.text.trim()}.`);
    }
    const top = (await this.#run(["rev-parse", "--show-toplevel"])).text.replace(/\r?\n$/, "");
    const [real, inside] = await Promise.all([realpath(top), realpath(this.#place.cwd)]);
    const below = relative(real, inside);
    // A setting of the repository can point anywhere.
    if (below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below)) {
      throw new GitError("The repository's files are not those of this folder.");
    }
    const keys = await this.#run(["config", "--list", "--name-only", "-z"]);
    this.#env = gitEnvironment(process.env, withoutFilters(keys.text.split("\0")));
  }

  async #diff(what: readonly string[]): Promise<string> {
    const names = await this.#run([
      "diff",
      "--name-only",
      "-z",
      "--no-renames",
      "--relative",
      ...plainDiff,
      ...what,
      ...this.#paths(),
    ]);
    const hidden = this.#hiddenIn(names);
    const patch = await this.#run(["diff", "-M", "--relative", ...plainDiff, ...what, ...this.#paths(hidden)]);
    return this.#words(patch) + leftOut(hidden);
  }

  async #show(revision: string): Promise<string> {
    const [, commit, path] = /^([^:]+):(.+)$/.exec(revision) ?? [];
    if (commit !== undefined && path !== undefined) return this.#fileOf(commit, path);
    const hash = await this.#commit(revision);
    const first = ["--diff-merges=first-parent", "--relative", ...plainDiff, "--no-show-signature"];
    const names = await this.#run([
      "show",
      "--format=",
      "--name-only",
      "-z",
      "--no-renames",
      ...first,
      hash,
      ...this.#paths(),
    ]);
    const hidden = this.#hiddenIn(names);
    const form = [
      "--format=commit %H%nAuthor: %an <%ae>%nDate: %ad%n%n%B",
      "--date=iso-strict",
      "--stat",
      "--patch",
      "-M",
    ];
    return this.#words(await this.#run(["show", ...form, ...first, hash, ...this.#paths(hidden)])) + leftOut(hidden);
  }

  /** A file at a commit; the path is relative to the folder. */
  async #fileOf(commit: string, path: string): Promise<string> {
    const plain = path.replace(/^(?:\.\/)+/, "");
    if (plain.split(/[\\/]/).includes("..") || isAbsolute(plain))
      throw new GitError(`${path} is outside of this folder.`);
    if (this.#place.isHidden(plain)) throw new GitError(`${path} may hold secrets. It is not shown.`);
    const hash = await this.#commit(commit);
    return this.#words(await this.#run(["cat-file", "blob", `${hash}:./${plain}`]));
  }

  /** The commits of a revision or a range, as arguments. */
  async #range(revision: string | undefined): Promise<string[]> {
    if (revision === undefined) return [];
    const [, from, dots, to] = /^(.*?)(\.\.\.?)(.*)$/s.exec(revision) ?? [];
    if (dots === undefined) return [await this.#commit(revision)];
    const ends = await Promise.all([from, to].map((end) => this.#commit(end || "HEAD")));
    return [ends.join(dots)];
  }

  /** The hash of a commit, so that no name can be taken for an option. */
  async #commit(name: string): Promise<string> {
    if (name.startsWith("-") || /[\s:\p{Cc}]/u.test(name)) throw new GitError(`"${name}" is no commit.`);
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    const { text } = await this.#run(args).catch((error: unknown) => {
      if (!(error instanceof GitError) || this.#signal.aborted) throw error;
      throw new GitError(`There is no commit "${name}".`);
    });
    return text.trim();
  }

  #hiddenIn({ text, isCut }: GitAnswer): string[] {
    const hidden = text.split("\0").filter((name) => name !== "" && this.#place.isHidden(name));
    if (isCut || hidden.length > MOST_HIDDEN) throw new GitError("Too many files. Name a path.");
    return hidden;
  }

  #paths(hidden: readonly string[] = []): string[] {
    const { name } = this.#place;
    return ["--", name === undefined ? "." : `:(literal)${name}`, ...hidden.map((path) => `:(exclude,literal)${path}`)];
  }

  #run(args: readonly string[]): Promise<GitAnswer> {
    const options = { cwd: this.#place.cwd, env: this.#env, signal: this.#signal };
    return runGit(this.#git, ["--no-pager", "--no-optional-locks", ...args], options);
  }

  #words({ text, isCut }: GitAnswer): string {
    return text.trimEnd() + (isCut ? "\n(cut: the answer is very long; name a path)" : "");
  }
}

const leftOut = (hidden: readonly string[]): string =>
  hidden.length === 0 ? "" : `\n(Left out, as they may hold secrets: ${hidden.join(", ")})`;
