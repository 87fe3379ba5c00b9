import { execFile } from "node:child_process";
import { lstatSync } from "node:fs";
import { homedir } from "node:os";
import { existing, type Protected } from "./protectedFiles.ts";
import { sandboxArguments, secretsIn } from "./sandboxArguments.ts";

const PROGRAMS = ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap", "/run/current-system/sw/bin/bwrap"];
const TRY_MS = 5000;

/** Whether commands can be sandboxed here: the program, or why not, in words for the user. */
export type SandboxMeans = { program: string } | { why: string };

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Finds the system's means, and tries them. */
export async function sandboxMeans(platform: NodeJS.Platform = process.platform): Promise<SandboxMeans> {
  if (platform !== "linux") return { why: "Commands can be sandboxed on Linux only." };
  const program = PROGRAMS.find(isFile);
  if (program === undefined) return { why: "bubblewrap (bwrap) is not installed." };
  const args = sandboxArguments({ folders: [], cwd: "/", kept: [], hidden: [], secret: [] }, isFolder);
  const complaint = await new Promise<string | undefined>((resolve) => {
    execFile(program, [...args, "/bin/sh", "-c", "exit 0"], { timeout: TRY_MS }, (error, _out, words) =>
      resolve(error ? words.trim().slice(0, 200) || error.message.slice(0, 200) : undefined),
    );
  });
  if (complaint === undefined) return { program };
  return { why: `bubblewrap does not work here, as in many containers and where Ubuntu restricts it: ${complaint}` };
}

/**
 * A shell that runs its commands in the sandbox. `folders`: where they may write; `found`: what is protected in them
 * (`protectedIn`).
 */
export async function sandboxedShell<S extends { file: string; args(command: string): string[] }>(
  shell: S,
  program: string,
  places: { folders: readonly string[]; cwd: string; found: readonly Protected[]; home?: string },
): Promise<S> {
  const { folders, cwd, found, home = homedir() } = places;
  const args = sandboxArguments(
    {
      folders,
      cwd,
      kept: found.flatMap(({ kept }) => kept),
      hidden: found.flatMap(({ hidden }) => hidden),
      secret: await existing(secretsIn(home)),
    },
    isFolder,
  );
  return { ...shell, file: program, args: (command) => [...args, shell.file, ...shell.args(command)] };
}
