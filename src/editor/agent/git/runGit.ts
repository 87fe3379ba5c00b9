import { spawn } from "node:child_process";

/** Longer answers are cut, in bytes; and git is ended after this time, in milliseconds. */
const MOST_BYTES = 2_000_000;
const TIMEOUT_MS = 20_000;
const MOST_WORDS = 400;

export type GitAnswer = { text: string; isCut: boolean };
type Options = { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal };

/** git failed; the message is its own, for the model. */
export class GitError extends Error {}

/**
 * Runs git with fixed arguments and without a shell. Throws GitError with git's own words.
 * @param git absolute path of the program
 */
export async function runGit(git: string, args: readonly string[], options: Options): Promise<GitAnswer> {
  const { bytes, isCut } = await gitBytes(git, args, { ...options, most: MOST_BYTES });
  return { text: bytes.toString("utf8"), isCut };
}

/** The same with its answer as bytes, at most `most`. */
export function gitBytes(
  git: string,
  args: readonly string[],
  { cwd, env, signal, most }: Options & { most: number },
): Promise<{ bytes: Buffer; isCut: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(git, [...args], {
      cwd,
      env,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const pieces: Buffer[] = [];
    let size = 0;
    let words = "";
    child.stdout.on("data", (data: Buffer) => {
      if (size < most) pieces.push(data);
      size += data.length;
      if (size > most) child.kill();
    });
    child.stderr.on("data", (data: Buffer) => (words = (words + data.toString()).slice(0, MOST_WORDS)));
    child.once("error", (error) => {
      if (signal.aborted) return reject(signal.reason as Error);
      reject(
        new GitError(error.name === "AbortError" ? `git took longer than ${TIMEOUT_MS / 1000} s.` : error.message),
      );
    });
    child.once("close", (code) => {
      const bytes = Buffer.concat(pieces).subarray(0, most);
      if (size > most) return resolve({ bytes, isCut: true });
      if (code === 0) return resolve({ bytes, isCut: false });
      reject(new GitError(words.trim() || `git ended with code ${code}.`));
    });
  });
}
