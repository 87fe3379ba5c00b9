import * as vscode from "vscode";
import type { Attachment } from "../../agent/transcript/turnEvent.ts";
import type { CodeExcerpt } from "../../prompts/code.ts";
import { wordsOf } from "../core/errorWords.ts";
import { allowedUri, openAt, shownPath } from "../core/documents.ts";
import { unreviewed, WorkspaceFiles } from "../files/workspaceFiles.ts";
import { pickRow } from "../show/inputs.ts";

/** The most characters of one file that go with a question. The text says if something was cut. */
const MAX_CHARACTERS = 16_000;

/** The attachment for a range of an open document; an empty range stands for the whole document. */
export function attachmentOf(document: vscode.TextDocument, range: vscode.Range): Attachment {
  const whole = attachmentOfFile(document.uri);
  if (range.isEmpty) return whole;
  const [startLine, endLine] = linesOf(range);
  return {
    ...whole,
    label: `${whole.label}:${startLine === endLine ? startLine : `${startLine}-${endLine}`}`,
    startLine,
    endLine,
  };
}

/** The attachment for a whole document, open or not. */
export function attachmentOfFile(uri: vscode.Uri): Attachment {
  const path = shownPath(uri);
  return { label: path.split("/").at(-1) ?? path, path, uri: uri.toString() };
}

/** The lines that a range touches, from 1. A range that ends at the start of a line does not touch that line. */
export function linesOf(range: vscode.Range): [number, number] {
  const last = range.end.character === 0 && range.end.line > range.start.line ? range.end.line : range.end.line + 1;
  return [range.start.line + 1, last];
}

/** The code of all attachments, as it is now. Throws an Error that names the one that can't be read, with the reason. */
export async function excerptsOf(chips: readonly Attachment[]): Promise<CodeExcerpt[]> {
  const { signal } = new AbortController();
  const read = chips.map((attachment) =>
    excerptOf(attachment, signal).catch((error: unknown) => {
      throw new Error(`“${attachment.label}” can't be attached. ${wordsOf(error)} Remove it, or attach it again.`);
    }),
  );
  return (await Promise.all(read)).filter((each) => each !== undefined);
}

/** The code of an attachment: an open document's buffer, otherwise the workspace's file. */
async function excerptOf(attachment: Attachment, signal: AbortSignal): Promise<CodeExcerpt | undefined> {
  if (attachment.path === undefined) return undefined;
  const open = openDocumentOf(attachment);
  const text =
    open?.getText() ?? (await new WorkspaceFiles(unreviewed).open(placeOf(attachment, attachment.path), signal)).text;
  const lines = text.split(/\r?\n/);
  const startLine = attachment.startLine ?? 1;
  const endLine = Math.min(attachment.endLine ?? lines.length, lines.length);
  const chosen = lines.slice(startLine - 1, endLine).join("\n");
  const cut =
    chosen.length > MAX_CHARACTERS ? `${chosen.slice(0, MAX_CHARACTERS)}\n[cut: the rest is left out]` : chosen;
  return { path: attachment.path, languageId: open?.languageId ?? "", startLine, endLine, text: cut };
}

/** The path of an attachment's file: from its URI, whatever its name was when it was attached. */
function placeOf({ uri }: Attachment, path: string): string {
  const address = uri === undefined ? undefined : allowedUri(uri);
  return address?.scheme === "file" ? address.fsPath : path;
}

/** The open document of an attachment: the one at its URI. In old chats without one, the only one with its path. */
function openDocumentOf({ uri, path }: Attachment): vscode.TextDocument | undefined {
  if (uri !== undefined) return openAt(vscode.Uri.parse(uri));
  const [only, other] = vscode.workspace.textDocuments.filter((document) => shownPath(document.uri) === path);
  return other ? undefined : only;
}

/**
 * Lets the user pick what to attach: the selection, an open file, or any file of the workspace. "web-image": an image
 * whose address is asked for next.
 */
export async function pickAttachment(): Promise<Attachment | "web-image" | undefined> {
  type Row = vscode.QuickPickItem & { attachment?: Attachment | "web-image" };
  const rows: Row[] = [];
  const editor = vscode.window.activeTextEditor;
  if (editor && !editor.selection.isEmpty) {
    const attachment = attachmentOf(editor.document, editor.selection);
    rows.push({
      label: "Selection",
      iconPath: new vscode.ThemeIcon("selection"),
      description: attachment.label,
      attachment,
    });
  }
  for (const document of openDocuments()) {
    const attachment = attachmentOf(document, new vscode.Range(0, 0, 0, 0));
    rows.push({
      label: attachment.label,
      iconPath: new vscode.ThemeIcon("file"),
      description: attachment.path ?? "",
      attachment,
    });
  }
  const shown = new Set(rows.map(({ attachment }) => (attachment === "web-image" ? undefined : attachment?.uri)));
  rows.push({ label: "Image from Web Address…", iconPath: new vscode.ThemeIcon("globe"), attachment: "web-image" });
  for (const uri of await vscode.workspace.findFiles("**/*", undefined, 2000)) {
    const attachment = attachmentOfFile(uri);
    if (!shown.has(attachment.uri))
      rows.push({ label: attachment.label, description: attachment.path ?? "", attachment });
  }
  const picked = await pickRow(rows, {
    placeHolder: "Attach code to your question",
    matchOnDescription: true,
  });
  return picked?.attachment;
}

const openDocuments = (): vscode.TextDocument[] =>
  vscode.workspace.textDocuments.filter((document) => ["file", "untitled"].includes(document.uri.scheme));
