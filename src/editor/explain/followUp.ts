import * as vscode from "vscode";
import { turnsOf, type Transcript } from "../../agent/transcript/transcript.ts";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { ToHost } from "../../chat/protocol/protocol.ts";
import type { Question } from "../../chat/session/session.ts";
import { followUpPrompts } from "../../prompts/explain.ts";
import type { StartRefactor } from "../core/feature/startRefactor.ts";
import { addressOf, allowedUri, shownPath } from "../core/documents.ts";
import { documentAt, find } from "../core/reading.ts";
import { asksToExplain, hint } from "./explain.ts";

/**
 * A follow-up question about an explanation. The conversation already holds the code: its attachments are shown again,
 * but its text is not sent twice. Undefined if the turn is gone.
 */
export function followUpQuestion(
  { turnId, question }: Extract<ToHost, { type: "follow-up" }>,
  transcript: Transcript,
): Question | undefined {
  const turn = turnsOf(transcript).find(({ id }) => id === turnId);
  const { text, prompt } = followUpPrompts[question];
  return turn && asksToExplain(text, prompt, turn.chips);
}

/** Begins an inline refactor of an attachment's code. */
export async function refactorAttachment(attachment: Attachment, start: StartRefactor): Promise<void> {
  const { startLine, endLine } = attachment;
  const uri = await uriOf(attachment);
  const known = uri && (await documentAt(uri).catch(() => undefined));
  if (!known) {
    hint("This code is not open any more and not in this workspace.");
    return;
  }
  const editor = await vscode.window.showTextDocument(known);
  const { document } = editor;
  const range = document.validateRange(
    new vscode.Range((startLine ?? 1) - 1, 0, (endLine ?? document.lineCount) - 1, Number.MAX_SAFE_INTEGER),
  );
  editor.selection = new vscode.Selection(range.start, range.end);
  await start({});
}

/** The document of an attachment: the one at its URI. In old chats without one, an open document or file with its path. */
export async function uriOf({ uri, path }: Attachment): Promise<vscode.Uri | undefined> {
  if (uri !== undefined) return allowedUri(uri);
  if (path === undefined) return undefined;
  const [only, other] = vscode.workspace.textDocuments.filter((document) => shownPath(document.uri) === path);
  if (only && !other) return only.uri;
  const place = await find(path).catch(() => undefined);
  return place && addressOf(place);
}
