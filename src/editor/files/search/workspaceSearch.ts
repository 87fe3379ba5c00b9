import { realpath, stat } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import * as v from "valibot";
import * as vscode from "vscode";
import { isPrivate } from "../../../agent/approval/files/privateFiles.ts";
import { namesOfRoot } from "../../../agent/approval/files/risk.ts";
import type { FileList, SearchHit, SearchQuery } from "../../../agent/ports/workspace.ts";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { globMatcher } from "../../../edit/paths/globs.ts";
import { folders } from "../../core/documents.ts";
import { find } from "../../core/reading.ts";
import type { Hides } from "../../../agent/approval/path/hidden.ts";
import type { Folder } from "../../core/workspace/folderNames.ts";
import { hiddenBelow } from "../../core/workspace/hiddenFiles.ts";
import { findRipgrep, ripgrep } from "./ripgrep.ts";

/** Matches that are read before the search ends: these are sorted, so that most results are the same each time. */
const MOST_READ = 2000;
/** Milliseconds for a search, and for a list of paths. */
const SEARCH_MS = 20_000;
const LIST_MS = 8000;

/** Lines that match, sorted by path and line; with their neighbours if the query wants those. */
export async function searchWorkspace(query: SearchQuery, limit: number, signal: AbortSignal): Promise<SearchHit[]> {
  const program = await programOf();
  const hits: SearchHit[] = [];
  for (const place of await placesOf(query.path)) {
    const before = hits.length;
    let read = 0;
    const mode = query.regex ? [] : ["--fixed-strings"];
    const around = query.context === undefined ? [] : ["--context", `${query.context}`];
    const take = (line: string): boolean => {
      const hit = hitOf(line);
      // Hits that nobody sees must not take the room of others.
      if (!hit || isPrivate(`${place.judged}/${hit.path}`) || place.hides(hit.path)) return true;
      if (query.accepts?.(hit.path) === false) return true;
      hits.push(hit);
      if (!hit.isContext) read++;
      return read < Math.max(limit, MOST_READ);
    };
    const args = ["--json", "--smart-case", ...mode, ...around, "--regexp", query.text];
    await ripgrep(program, { ...place, excludes: excludedGlobs(), args, most: SEARCH_MS, take }, signal);
    for (const hit of hits.slice(before)) hit.path = place.head + hit.path;
  }
  return limited(
    hits.toSorted((a, b) => compare(a.path, b.path) || a.line - b.line),
    limit,
  );
}

/** The paths of files that searches see, sorted. `isCut`: there are more, or listing them took too long. */
export async function listFiles(
  query: { path?: string | undefined; accepts?(path: string): boolean },
  most: number,
  signal: AbortSignal,
): Promise<FileList> {
  const program = await programOf();
  const paths: string[] = [];
  let isCut = false;
  const places = await placesOf(query.path);
  for (const place of places) {
    const take = (line: string): boolean => {
      const path = placed(line);
      if (query.accepts?.(path) !== false && !place.hides(path)) paths.push(place.head + path);
      return paths.length < most;
    };
    const run = { ...place, excludes: excludedGlobs(), args: ["--files"], most: LIST_MS, take };
    if ((await ripgrep(program, run, signal)) === "cut") isCut = true;
  }
  const [first, second] = places;
  return { base: first && !second ? first.head : "", paths: paths.sort(compare), isCut };
}

/** The user's search exclusions. */
export function excludedGlobs(): string[] {
  const settings = vscode.workspace.getConfiguration();
  const excludes = { ...settings.get<object>("files.exclude"), ...settings.get<object>("search.exclude") };
  return Object.entries(excludes).flatMap(([glob, on]) => (on === true ? [glob] : []));
}

/** Whether the user's settings hide a file or folder everywhere, not only from searches. */
export function hiddenBySettings(): (path: string) => boolean {
  const excludes = vscode.workspace.getConfiguration().get<object>("files.exclude") ?? {};
  const globs = Object.entries(excludes).flatMap(([glob, on]) => (on === true && glob.length < 300 ? [glob] : []));
  const matchers = globs.map(globMatcher);
  return (path) => matchers.some((fits) => fits(path));
}

async function programOf(): Promise<string> {
  const program = await findRipgrep(vscode.env.appRoot);
  if (program === undefined) throw new WorkspaceError({ kind: "no-search" });
  return program;
}

/**
 * Where ripgrep runs, and what its paths begin with: for the user (`head`) and for judging (`judged`). `hides`: whether
 * `.gemmaignore` hides one of them.
 */
type SearchPlace = { folder: string; target: string; head: string; judged: string; hides: Hides };

/** The folders of the workspace, or the one folder or file of a path. Throws WorkspaceError. */
async function placesOf(path: string | undefined): Promise<SearchPlace[]> {
  const all = folders();
  const headOf = (folder: Folder, inside: string): string => {
    const names = [...(all.length > 1 ? [folder.name] : []), ...inside.split(sep)];
    return names
      .filter((name) => name !== "")
      .map((name) => `${name}/`)
      .join("");
  };
  if (path === undefined || path === "" || path === ".")
    return Promise.all(
      all.map(async (folder): Promise<SearchPlace> => {
        const real = await realpath(folder.path).catch(() => folder.path);
        const hides = await hiddenBelow([folder], folder.path);
        const head = headOf(folder, "");
        return { folder: folder.path, target: "./", head, judged: namesOfRoot(real).join("/"), hides };
      }),
    );
  const { address, judged, shown } = await find(path);
  const info = await stat(address).catch(() => undefined);
  if (!info) throw new WorkspaceError({ kind: "missing-folder", path: shown });
  const isFolder = info.isDirectory();
  const where = isFolder ? address : dirname(address);
  const folder = all.find((each) => !relative(each.path, address).startsWith(".."));
  if (!folder) return [];
  const head = headOf(folder, relative(folder.path, where));
  const target = isFolder ? "./" : `./${basename(address)}`;
  const hides = await hiddenBelow([folder], where);
  return [{ folder: where, target, head, judged: isFolder ? judged : dirname(judged), hides }];
}

const lineSchema = v.object({
  type: v.picklist(["match", "context"]),
  data: v.object({
    path: v.object({ text: v.string() }),
    lines: v.object({ text: v.string() }),
    line_number: v.number(),
  }),
});

function hitOf(line: string): SearchHit | undefined {
  const result = v.safeParse(lineSchema, JSON.parse(line));
  if (!result.success) return undefined;
  const { path, lines, line_number } = result.output.data;
  const isContext = result.output.type === "context" && { isContext: true as const };
  return { path: placed(path.text), line: line_number, text: lines.text.trimEnd(), ...isContext };
}

const placed = (path: string): string => path.replace(/^\.[\\/]/, "").replaceAll(sep, "/");

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The first matches with their neighbours. */
function limited(hits: readonly SearchHit[], limit: number): SearchHit[] {
  let matches = 0;
  const end = hits.findIndex((hit) => !hit.isContext && ++matches > limit);
  return end < 0 ? [...hits] : hits.slice(0, end);
}
