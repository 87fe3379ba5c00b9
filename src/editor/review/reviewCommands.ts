import * as vscode from "vscode";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import { shownPath } from "../core/documents.ts";
import type { HunkAt } from "./hunkMarks.ts";
import type { Review } from "./review.ts";
import { undoQuestion } from "./undo/undoQuestion.ts";
import { askModal, tellError } from "../show/notices.ts";

/** Keeps or undoes one hunk: a lens's, otherwise the one at the cursor. */
export async function settleHunk(review: Review, how: "keep" | "undo", argument: unknown): Promise<void> {
  const at = isHunkAt(argument) ? argument : hunkAtCursor(review);
  if (!at) return;
  const which = ({ start }: { start: number }) => start === at.start;
  if (how === "keep") review.keep(at.uri, which);
  else await telling(review.undo(at.uri, which));
}

/** Keeps or undoes a whole file: of a list entry or a lens, otherwise the active one. */
export async function settleFile(review: Review, how: "keep" | "undo", argument: unknown): Promise<void> {
  const uri = uriOf(argument) ?? vscode.window.activeTextEditor?.document.uri;
  if (!uri) return;
  if (how === "keep") review.keep(uri);
  else await telling(review.undo(uri));
}

/** Keeps or undoes all files; one that can't be undone doesn't block the others. Asks before undoing much. */
export async function settleAll(review: Review, how: "keep" | "undo"): Promise<void> {
  const { uris } = review;
  if (how === "undo" && !(await isMeant(review, uris))) return;
  for (const uri of uris) await settleFile(review, how, uri);
}

async function isMeant(review: Review, uris: readonly vscode.Uri[]): Promise<boolean> {
  const question = undoQuestion(uris.map((uri) => ({ path: shownPath(uri), ...review.historyOf(uri) })));
  if (!question) return true;
  const { message, detail, yes } = question;
  return (await askModal({ headline: message, detail }, yes)) === yes;
}

/** Tells the user why a file could not be undone. */
async function telling(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    void tellError(`Gemma Code: ${error.forUser}`);
  }
}

/** The hunk on the cursor's line. */
export function hunkAtCursor(review: Review): HunkAt | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const { uri } = editor.document;
  const line = editor.document.lineAt(editor.selection.active.line).rangeIncludingLineBreak;
  const [from, to] = [editor.document.offsetAt(line.start), editor.document.offsetAt(line.end)];
  const here = review.hunksOf(uri).find(({ start, end }) => start <= to && end >= from);
  return here && { uri, start: here.start };
}

const isHunkAt = (value: unknown): value is HunkAt =>
  typeof value === "object" && value !== null && "uri" in value && "start" in value;

function uriOf(value: unknown): vscode.Uri | undefined {
  if (value instanceof vscode.Uri) return value;
  const state = value as Partial<vscode.SourceControlResourceState> | undefined;
  return state?.resourceUri instanceof vscode.Uri ? state.resourceUri : undefined;
}
