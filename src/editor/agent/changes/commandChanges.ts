import { stat } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { FileNow, Noticing } from "../../../agent/checkpoints/keepingEffects.ts";
import type { FileState, FileStep } from "../../../agent/transcript/schema/filesSchema.ts";
import { isSameState } from "../../../agent/transcript/fileSteps.ts";
import { folders, shownPath } from "../../core/documents.ts";
import { fileAt } from "../../files/kept/fileNow.ts";
import { findGit } from "../git/workspaceGit.ts";
import { GitChanges, type GitMoment } from "./gitChanges.ts";

/** How long looking at the files may hold up a command, and its result, in milliseconds. */
const LOOK_MS = 4000;
/** A command that changes more files made a build, or checked something out: the first ones are told. */
const MOST_CHANGED = 200;
/** Outside repositories: how many files are looked at. */
const MOST_STATS = 5000;

/** Keeps what a file is now; "unknown" where it can't be kept. */
export type KeepNow = (now: FileNow) => Promise<FileState>;

/** Starts to notice which files a command changes. Its end tells what can be known; it never throws. */
export async function noticeChanges(keep: KeepNow): Promise<Noticing> {
  const signal = AbortSignal.timeout(LOOK_MS);
  const git = await findGit();
  const begun = await Promise.all(
    folders().map(async ({ path }) => {
      const inGit = git === undefined ? undefined : await beginInGit(git, path, keep, signal).catch(() => undefined);
      return inGit ?? beginByTimes(path, keep);
    }),
  );
  // What the user saves meanwhile is not the command's.
  const saved = new Set<string>();
  const listening = vscode.workspace.onDidSaveTextDocument(({ uri }) => saved.add(shownPath(uri)));
  return {
    async end() {
      listening.dispose();
      const all = await Promise.all(begun.map((end) => end().catch(() => [])));
      return all
        .flat()
        .filter(({ path }) => !saved.has(path))
        .slice(0, MOST_CHANGED);
    },
  };
}

type End = () => Promise<FileStep[]>;

/** In a repository: what differs from the commit is kept before, anything else is in the commit. */
async function beginInGit(git: string, folder: string, keep: KeepNow, signal: AbortSignal): Promise<End> {
  const changes = await GitChanges.of(git, folder, signal);
  const before: GitMoment = await changes.now(signal);
  const states = new Map<string, FileState>();
  for (const path of before.changed.slice(0, MOST_CHANGED)) {
    const state = await stateOf(nameIn(folder, path), keep);
    if (state) states.set(path, state);
  }
  return async () => {
    const late = AbortSignal.timeout(LOOK_MS);
    const changed = await changes.changedSince(before.head, late);
    const wasChanged = new Set(before.changed);
    const steps: FileStep[] = [];
    for (const path of new Set([...changed, ...before.changed])) {
      if (steps.length >= MOST_CHANGED) break;
      const known = states.get(path);
      const isClean = !wasChanged.has(path);
      // Not looked at before: whether it changed is not known.
      if (!isClean && !known) continue;
      const name = nameIn(folder, path);
      const after = await stateOf(name, keep);
      if (!after) continue;
      const found = isClean ? await changes.fileAt(before.head, path, late).catch(() => undefined) : undefined;
      const earlier = known ?? (found ? await keep({ disk: found.bytes }) : unknown);
      if (!isSameState(earlier, after)) steps.push({ path: name, before: earlier, after, by: "command" });
    }
    return steps;
  };
}

/** Elsewhere: what has another time or size. Only new files can be taken back. */
async function beginByTimes(folder: string, keep: KeepNow): Promise<End> {
  const before = await timesIn(folder);
  return async () => {
    const after = await timesIn(folder);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path),
    );
    // Of a list that was cut, nobody knows what was there.
    const isCut = before.size >= MOST_STATS || after.size >= MOST_STATS;
    const steps: FileStep[] = [];
    for (const path of changed.slice(0, MOST_CHANGED)) {
      const state = await stateOf(path, keep);
      const isNew = !before.has(path);
      if (!state || (isNew && isCut)) continue;
      steps.push({ path, before: isNew ? { disk: "none" } : unknown, after: state, by: "command" });
    }
    return steps;
  };
}

const unknown: FileState = { disk: "unknown" };

async function timesIn(folder: string): Promise<Map<string, string>> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, "**/*"), undefined, MOST_STATS);
  const times = await Promise.all(
    found.map(async (uri) => {
      const info = await stat(uri.fsPath).catch(() => undefined);
      return info ? [[shownPath(uri), `${info.mtimeMs} ${info.size}`] as const] : [];
    }),
  );
  return new Map(times.flat());
}

const nameIn = (folder: string, path: string): string => shownPath(vscode.Uri.file(join(folder, path)));

/** The state of a file, kept; undefined where nothing may be changed. */
async function stateOf(path: string, keep: KeepNow): Promise<FileState | undefined> {
  const found = await fileAt(path).catch(() => undefined);
  return found && keep(found.now);
}
