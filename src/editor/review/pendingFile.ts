import type * as vscode from "vscode";
import type { EarlierTexts } from "../../edit/pending/earlierTexts.ts";
import { type PendingText, takeText } from "../../edit/pending/takeText.ts";
import type { TextChange } from "../../edit/pending/pendingHunks.ts";
import type { StoredFile } from "./reviewStore.ts";
import { isTyped } from "./typed.ts";

/**
 * What is pending in one document. `absorbing`: what happens to hunks belongs to them; `seenAs`: the encoding that the
 * document was last read in; `reread`: it has just been read in another.
 */
export type PendingFile = StoredFile & PendingText & { absorbing?: boolean; seenAs?: string; reread?: boolean };

/** What a comparison found: nothing new, hunks that merely moved, or others. */
export type Found = ReturnType<typeof takeText>;

/** Takes what the editor tells of a document. The texts are compared; what the event says only tells where to look. */
export function takeEvent(file: PendingFile, event: vscode.TextDocumentChangeEvent, earlier: EarlierTexts): Found {
  const { document, contentChanges, reason } = event;
  if (isReread(file, document)) file.reread = true;
  if (contentChanges.length === 0) return "same";
  const changes = contentChanges.map(({ rangeOffset, rangeLength, text }): TextChange => {
    return { offset: rangeOffset, length: rangeLength, text };
  });
  const isUndone = reason !== undefined;
  const by = file.absorbing ? "model" : file.reread ? "reader" : isUndone || isTyped(event) ? "user" : "tool";
  delete file.reread;
  return takeText(file, document.getText(), { changes, by, isUndone }, earlier, document.uri.toString());
}

/** Takes a text that was read from disk, or met anew. */
export const meetText = (file: PendingFile, now: string, earlier: EarlierTexts): Found =>
  takeText(file, now, { changes: [], by: file.absorbing ? "model" : "tool" }, earlier, file.uri.toString());

/** Whether a document is read in another encoding since it was last looked at. */
function isReread(file: PendingFile, { encoding }: vscode.TextDocument): boolean {
  const before = file.seenAs;
  file.seenAs = encoding;
  file.encoding ??= encoding;
  return before !== undefined && before !== encoding;
}
