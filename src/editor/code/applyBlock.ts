import * as vscode from "vscode";
import type { FileText } from "../../agent/workspace.ts";
import { WorkspaceError } from "../../agent/workspaceFault.ts";
import type { CodeBlockText } from "../../chat/codeBlocks.ts";
import { lineEdits } from "../../edit/pendingHunks.ts";
import type { TextEdit } from "../../edit/types.ts";
import { shownPath } from "../chat/chips.ts";
import { find, type WorkspaceFiles } from "../files/workspaceFiles.ts";
import { editsOf, type FileEdits, newText, textAfter } from "./blockEdits.ts";
import type { Refusal } from "./refusal.ts";

/** More paths than this are not looked through for the one that an answer means. */
const MAX_PATHS = 50_000;

/** `offset`: where a document's first change is. `made`: files that are not there yet, with their texts. */
export type Applied = {
  changed: { document: vscode.TextDocument; offset: number }[];
  made: { path: string; text: string }[];
};
export type Refused = { refusal: Refusal & { uri?: vscode.Uri } };

type Change = { file: FileText; edits: readonly TextEdit[] };

/**
 * Makes what a block asks for in the documents of its files, where it is pending until the person keeps or undoes it; nothing
 * is saved. All files of the block take their changes, or none.
 */
export async function applyBlock(files: WorkspaceFiles, block: CodeBlockText): Promise<Applied | Refused> {
  const wanted = editsOf(block, await files.paths(MAX_PATHS), frontPath());
  if ("refusal" in wanted) return wanted;
  try {
    const changes: Change[] = [];
    const made: Applied["made"] = [];
    for (const each of wanted.files) {
      const planned = await plan(files, each);
      if ("refusal" in planned) return planned;
      if ("file" in planned) changes.push(planned);
      else made.push(planned);
    }
    const changed: Applied["changed"] = [];
    for (const { file, edits } of changes) {
      const { document } = await files.propose(file, edits);
      changed.push({ document, offset: edits[0]?.start ?? 0 });
    }
    return { changed, made };
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    return { refusal: { words: error.forPerson } };
  }
}

/** Works out a file's change and whether it can be made, without making it. Throws WorkspaceError. */
async function plan(files: WorkspaceFiles, wanted: FileEdits): Promise<Change | Applied["made"][number] | Refused> {
  const { path } = wanted;
  const file = await files.read(path, new AbortController().signal).catch((error: unknown) => {
    if (error instanceof WorkspaceError && error.fault.kind === "missing-file") return undefined;
    throw error;
  });
  if (!file) {
    const text = newText(wanted.edits);
    return text === undefined
      ? {
          refusal: {
            words: `There is no file "${path}" in this workspace. Open the one that is meant and make the change there.`,
          },
        }
      : { path, text };
  }
  const after = textAfter({ ...wanted, path: file.path }, file.text);
  if ("refusal" in after) {
    const uri = vscode.Uri.file((await find(file.path)).absolute);
    return { refusal: { ...after.refusal, uri } };
  }
  const edits = lineEdits(file.text, after.text);
  await files.checkEdit(file, edits);
  return { file, edits };
}

/** The file before the person, if it is one of the workspace. */
function frontPath(): string | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === "file" && vscode.workspace.getWorkspaceFolder(uri) ? shownPath(uri) : undefined;
}
