import { spawn } from "node:child_process";

/** Longer answers are cut, in bytes; and git is ended after this time, in milliseconds. */
const MOST_BYTES = 2_000_000;
const TIMEOUT_MS = 20_000;
const MOST_WORDS = 400;

export type GitAnswer = { text: string; isCut: boolean };

/** git failed; the message is its own, for the model. */
export class GitError extends Error {}

/**
 * Runs git with fixed arguments and without a shell. Throws GitError with git's own words.
 * @param git absolute path of the program
 */
export function runGit(
  git: string,
  args: readonly string[],
  { cwd, env, signal }: { cwd: string; env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<GitAnswer> {
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
      if (size < MOST_BYTES) pieces.push(data);
      size += data.length;
      if (size > MOST_BYTES) child.kill();
    });
    child.stderr.on("data", (data: Buffer) => (words = (words + data.toString()).slice(0, MOST_WORDS)));
    child.once("error", (error) => {
      if (signal.aborted) return reject(signal.reason as Error);
      reject(
        new GitError(error.name === "AbortError" ? `git took longer than ${TIMEOUT_MS / 1000} s.` : error.message),
      );
    });
    child.once("close", (code) => {
      const text = Buffer.concat(pieces).toString("utf8", 0, MOST_BYTES);
      if (size > MOST_BYTES) return resolve({ text, isCut: true });
      if (code === 0) return resolve({ text, isCut: false });
      reject(new GitError(words.trim() || `git ended with code ${code}.`));
    });
  });
}
