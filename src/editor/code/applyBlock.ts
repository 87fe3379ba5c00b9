import * as vscode from "vscode";
import type { FileText } from "../../agent/ports/workspace.ts";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import type { CodeBlockText } from "../../chat/codeBlocks.ts";
import { lineEdits } from "../../edit/pending/pendingHunks.ts";
import type { TextEdit } from "../../edit/text/types.ts";
import { addressOf, shownPath } from "../core/documents.ts";
import { find } from "../core/reading.ts";
import type { WorkspaceFiles } from "../files/workspaceFiles.ts";
import { editsOf, type FileEdits, newText, shrinksTo, textAfter, type Wanted } from "./blockEdits.ts";
import type { Refusal } from "./refusal.ts";

/** The most paths that are searched for the one that an answer means. */
const MAX_PATHS = 50_000;

/** `offset`: the position of a document's first change. `made`: new files with their texts. */
export type Applied = {
  changed: { document: vscode.TextDocument; offset: number }[];
  made: { path: string; text: string }[];
};
/** `uri`: the file that the refusal is about. */
export type Refused = { refusal: Refusal & { uri?: vscode.Uri } };

/** Questions only the user can answer; undefined if cancelled. */
export interface Asking {
  which(name: string, paths: readonly string[]): Promise<string | undefined>;
  /** Whether a file may lose most of its lines. */
  shrink(path: string, left: number, of: number): Promise<boolean>;
}

type Change = { file: FileText; edits: readonly TextEdit[] };
type New = Applied["made"][number];

/**
 * Applies a block to the documents of its files, as pending changes until the user keeps or undoes them. Nothing is
 * saved. Either all files change or none. Undefined if the user cancelled.
 */
export async function applyBlock(
  files: WorkspaceFiles,
  block: CodeBlockText,
  asking: Asking,
): Promise<Applied | Refused | undefined> {
  try {
    const wanted = await whichFiles(await files.paths(MAX_PATHS), block, asking);
    if (!wanted || "refusal" in wanted) return wanted;
    const plans: (Change | New)[] = [];
    for (const each of wanted.files) {
      const planned = await plan(files, each, asking);
      if (!planned || "refusal" in planned) return planned;
      plans.push(planned);
    }
    const changed: Applied["changed"] = [];
    for (const planned of plans) {
      if (!("file" in planned)) continue;
      const { document } = await files.propose(planned.file, planned.edits);
      changed.push({ document, offset: planned.edits[0]?.start ?? 0 });
    }
    return { changed, made: plans.filter((each) => "text" in each) };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return { refusal: { words: error.forUser } };
  }
}

async function whichFiles(
  paths: readonly string[],
  block: CodeBlockText,
  asking: Asking,
): Promise<Exclude<Wanted, { choose: unknown }> | undefined> {
  const activePath = await activeFilePath();
  const chosen = new Map<string, string>();
  for (;;) {
    const wanted = editsOf(block, paths, activePath, chosen);
    if (!("choose" in wanted)) return wanted;
    const { name } = wanted.choose;
    const path = await asking.which(name, wanted.choose.paths);
    if (path === undefined) return undefined;
    chosen.set(name, path);
  }
}

/** Computes a file's change and checks that it can be made, without making it. Throws WorkspaceError. */
async function plan(
  files: WorkspaceFiles,
  wanted: FileEdits,
  asking: Asking,
): Promise<Change | New | Refused | undefined> {
  const file = await files.open(wanted.path, new AbortController().signal).catch((error: unknown) => {
    if (error instanceof WorkspaceError && error.fault.kind === "missing-file") return undefined;
    throw error;
  });
  if (!file) return planNew(wanted);
  const after = textAfter({ ...wanted, path: file.path }, file.text);
  if ("refusal" in after) {
    const uri = await addressOf(await find(file.path));
    return { refusal: { ...after.refusal, uri } };
  }
  const edits = lineEdits(file.text, after.text);
  await files.checkEdit(file, edits);
  const shrinks = shrinksTo(wanted, file.text, after.text);
  if (shrinks && !(await asking.shrink(file.path, shrinks.left, shrinks.of))) return undefined;
  return { file, edits };
}

function planNew({ path, edits }: FileEdits): New | Refused {
  const text = newText(edits);
  if (text !== undefined) return { path, text };
  const words = `There is no file "${path}" in this workspace. Open the one that is meant and make the change there.`;
  return { refusal: { words, forModel: `There is no file ${path}, so your change of it was not applied.` } };
}

/** The active file, if it is in the workspace, by whatever link it was opened. */
async function activeFilePath(): Promise<string | undefined> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri?.scheme !== "file") return undefined;
  if (vscode.workspace.getWorkspaceFolder(uri)) return shownPath(uri);
  return (await find(uri.fsPath).catch(() => undefined))?.shown;
}
