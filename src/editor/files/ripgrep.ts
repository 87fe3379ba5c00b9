import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { join, sep } from "node:path";
import * as v from "valibot";
import { boundedLines } from "./boundedLines.ts";
import type { SearchHit } from "../../agent/ports/workspace.ts";

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

const matchSchema = v.object({
  type: v.literal("match"),
  data: v.object({
    path: v.object({ text: v.string() }),
    lines: v.object({ text: v.string() }),
    line_number: v.number(),
  }),
});

/** Larger files, in bytes, are passed over; the tools read no larger ones either. */
const MAX_BYTES = 5_000_000;
/** Bytes of one hit, as JSON. Longer lines are no code. */
const MAX_LINE = 200_000;

/** `accepts`: whether hits in a file, relative to `folder`, count. */
export type RipgrepQuery = {
  text: string;
  regex: boolean;
  folder: string;
  limit: number;
  excludes: readonly string[];
  accepts(path: string): boolean;
};

/**
 * Matching lines in files that ignore files don't hide; paths relative to `folder`. The process stops on the signal or
 * at the limit. Throws ripgrep's own words for an invalid regular expression.
 */
export async function ripgrep(program: string, query: RipgrepQuery, signal: AbortSignal): Promise<SearchHit[]> {
  const globs = query.excludes.flatMap((glob) => ["--glob", `!${glob}`]);
  const mode = query.regex ? [] : ["--fixed-strings"];
  // Without the user's configuration, which could make it follow links or run a preprocessor.
  const limits = ["--no-config", "--no-follow", "--max-filesize", `${MAX_BYTES}`];
  const args = [...limits, "--json", "--hidden", "--smart-case", "--sort", "path", ...mode, ...globs];
  const child = spawn(program, [...args, "--glob", "!.git", "--regexp", query.text, "./"], {
    cwd: query.folder,
    signal,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const failed = new Promise<never>((_, reject) => child.once("error", reject));
  let complaint = "";
  child.stderr.on("data", (data: Buffer) => (complaint = (complaint + data.toString()).slice(0, 500)));
  const closed = new Promise<number | null>((done) => child.once("close", done));
  const hits: SearchHit[] = [];
  const read = async () => {
    for await (const line of boundedLines(child.stdout, MAX_LINE)) {
      const hit = hitOf(line);
      if (hit && query.accepts(hit.path)) hits.push(hit);
      if (hits.length >= query.limit) break;
    }
    if (hits.length >= query.limit) child.kill();
    return closed;
  };
  const code = await Promise.race([read(), failed]);
  if (code === 2 && hits.length === 0) throw new Error(complaint.trim() || "The search failed.");
  return hits;
}

function hitOf(line: string): SearchHit | undefined {
  const result = v.safeParse(matchSchema, JSON.parse(line));
  if (!result.success) return undefined;
  const { path, lines, line_number } = result.output.data;
  return {
    path: path.text.replace(/^\.[\\/]/, "").replaceAll(sep, "/"),
    line: line_number,
    text: lines.text.trimEnd(),
  };
}
