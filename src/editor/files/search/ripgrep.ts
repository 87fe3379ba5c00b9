import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { boundedLines } from "./boundedLines.ts";

/** The path of VS Code's own ripgrep, by editor version; undefined if there is none. */
export async function findRipgrep(appRoot: string): Promise<string | undefined> {
  const name = process.platform === "win32" ? "rg.exe" : "rg";
  const target = `${process.platform}-${process.arch}`;
  const candidates = ["node_modules", "node_modules.asar.unpacked"].flatMap((modules) => [
    join(appRoot, modules, "@vscode/ripgrep-universal/bin", target, name),
    join(appRoot, modules, "@vscode/ripgrep/bin", name),
  ]);
  for (const candidate of candidates) {
    if (
      await access(candidate).then(
        () => true,
        () => false,
      )
    )
      return candidate;
  }
  return undefined;
}

/** Larger files, in bytes, are passed over; the tools read no larger ones either. */
const MAX_BYTES = 5_000_000;
/** Bytes of one line of output. Longer lines are no code. */
const MAX_LINE = 200_000;

/**
 * One run of ripgrep in `folder`. `target`: "./", or "./name" of one file. `take` gets each line of output and returns
 * false to end the run. `most`: milliseconds after which it ends too.
 */
export type RipgrepRun = {
  folder: string;
  target: string;
  excludes: readonly string[];
  args: readonly string[];
  most: number;
  take(line: string): boolean;
};

/**
 * Runs ripgrep on files that ignore files don't hide. It uses all processors, so that its output has no order. The
 * process stops on the signal.
 * @returns "cut" if it ended before its work was done
 * @throws ripgrep's own words for invalid arguments, if there was no output
 */
export async function ripgrep(program: string, run: RipgrepRun, signal: AbortSignal): Promise<"whole" | "cut"> {
  const globs = run.excludes.flatMap((glob) => ["--glob", `!${glob}`]);
  // Without the user's configuration, which could make it follow links or run a preprocessor.
  const limits = ["--no-config", "--no-follow", "--max-filesize", `${MAX_BYTES}`, "--hidden"];
  const child = spawn(program, [...limits, ...globs, "--glob", "!.git", ...run.args, run.target], {
    cwd: run.folder,
    signal,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  let complaint = "";
  child.stderr.on("data", (data: Buffer) => (complaint = (complaint + data.toString()).slice(0, 500)));
  const closed = new Promise<number | null>((done) => child.once("close", done));
  let isCut = false;
  let isSome = false;
  const end = (): void => {
    isCut = true;
    child.kill();
  };
  const late = setTimeout(end, run.most);
  const read = async () => {
    for await (const line of boundedLines(child.stdout, MAX_LINE)) {
      isSome = true;
      if (run.take(line)) continue;
      end();
      break;
    }
    return closed;
  };
  try {
    const code = await Promise.race([read(), failed]);
    if (code === 2 && !isSome) throw new Error(complaint.trim() || "The search failed.");
    return isCut ? "cut" : "whole";
  } finally {
    clearTimeout(late);
  }
}
