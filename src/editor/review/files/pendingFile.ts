import type * as vscode from "vscode";
import type { EarlierTexts } from "../../../edit/pending/earlierTexts.ts";
import { alterSignsAlone } from "../../../edit/pending/follow.ts";
import { type PendingText, takeText } from "../../../edit/pending/takeText.ts";
import type { TextChange } from "../../../edit/pending/pendingHunks.ts";
import type { StoredFile } from "./reviewStore.ts";
import { isAtCursors, isTyped } from "./typed.ts";

/**
 * The pending hunks of one document. `absorbing`: changes to hunks belong to them. `seenAs`: the encoding when last
 * read. `reread`: it was just read in another encoding.
 */
export type PendingFile = StoredFile & PendingText & { absorbing?: boolean; seenAs?: string; reread?: boolean };

/** The result of a comparison: nothing new, only moved hunks, or other changes. */
export type Found = ReturnType<typeof takeText>;

/** Handles a document event. The texts are compared; the event only says where to look. */
export function takeEvent(file: PendingFile, event: vscode.TextDocumentChangeEvent, earlier: EarlierTexts): Found {
  const { document, contentChanges, reason } = event;
  if (isReread(file, document)) file.reread = true;
  if (contentChanges.length === 0) return "same";
  const changes = contentChanges.map(({ rangeOffset, rangeLength, text }): TextChange => {
    return { offset: rangeOffset, length: rangeLength, text };
  });
  const [isUndone, now] = [reason !== undefined, document.getText()];
  // Characters at the cursor count as typed; elsewhere near it they may be a formatter's.
  const isUsers = () => isTyped(event) && (isAtCursors(event) || !alterSignsAlone(file.text, now, changes));
  const by = file.absorbing ? "model" : file.reread ? "reader" : isUndone || isUsers() ? "user" : "tool";
  delete file.reread;
  return takeText(file, now, { changes, by, isUndone }, earlier, document.uri.toString());
}

/** Handles a text read from disk or seen for the first time. */
export const meetText = (file: PendingFile, now: string, earlier: EarlierTexts): Found =>
  takeText(file, now, { changes: [], by: file.absorbing ? "model" : "tool" }, earlier, file.uri.toString());

/** Whether a document is read in another encoding than before. */
function isReread(file: PendingFile, { encoding }: vscode.TextDocument): boolean {
  const before = file.seenAs;
  file.seenAs = encoding;
  file.encoding ??= encoding;
  return before !== undefined && before !== encoding;
}
