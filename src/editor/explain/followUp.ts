import * as vscode from "vscode";
import { turnsOf, type Transcript } from "../../agent/transcript.ts";
import type { Chip } from "../../agent/turnEvent.ts";
import type { ToHost } from "../../chat/protocol.ts";
import type { Question } from "../../chat/session.ts";
import { followUpPrompts } from "../../prompts/explain.ts";
import { shownPath } from "../chat/chips.ts";
import { asksToExplain, hint } from "./explain.ts";

/**
 * A further question about an explanation. The conversation holds the code already: its chips are shown again, its text
 * is not sent twice. Undefined when the turn is gone.
 */
export function followUpQuestion(
  { turnId, question }: Extract<ToHost, { type: "follow-up" }>,
  transcript: Transcript,
): Question | undefined {
  const turn = turnsOf(transcript).find(({ id }) => id === turnId);
  const { text, prompt } = followUpPrompts[question];
  return turn && asksToExplain(text, prompt, turn.chips);
}

/** Begins an inline refactor of a chip's code. */
export async function refactorChip({ path, startLine, endLine }: Chip): Promise<void> {
  const uri = path === undefined ? undefined : await uriOf(path);
  if (!uri) {
    hint("This code is not open any more and not in this workspace.");
    return;
  }
  const editor = await vscode.window.showTextDocument(uri);
  const { document } = editor;
  const range = document.validateRange(
    new vscode.Range((startLine ?? 1) - 1, 0, (endLine ?? document.lineCount) - 1, Number.MAX_SAFE_INTEGER),
  );
  editor.selection = new vscode.Selection(range.start, range.end);
  await vscode.commands.executeCommand("gemma.refactor");
}

/** The document that a chip's path stands for: an open one, else a file of the workspace. */
export async function uriOf(path: string): Promise<vscode.Uri | undefined> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => shownPath(uri) === path);
  if (open) return open.uri;
  for (const { uri, name } of vscode.workspace.workspaceFolders ?? []) {
    for (const relative of [path, path.startsWith(`${name}/`) ? path.slice(name.length + 1) : path]) {
      const candidate = vscode.Uri.joinPath(uri, relative);
      const found = await vscode.workspace.fs.stat(candidate).then(
        ({ type }) => type === vscode.FileType.File,
        () => false,
      );
      if (found) return candidate;
    }
  }
  return undefined;
}
