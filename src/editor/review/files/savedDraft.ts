import type * as vscode from "vscode";
import { slackBetween } from "../../../edit/pending/slack.ts";
import type { PendingFile } from "./pendingFile.ts";

/**
 * Finds the file that an untitled document with pending hunks was saved as. The editor doesn't say which file that is,
 * and other documents may have the same text.
 */
export class SavedDraft {
  private left: PendingFile | undefined;
  /** The document that was opened or changed last. */
  private latest: vscode.TextDocument | undefined;

  /** Records a document that was opened or changed. The log's document changes at any time, so it is ignored. */
  note(document: vscode.TextDocument): void {
    if (document.uri.scheme !== "output") this.latest = document;
  }

  /** Records an untitled document that was emptied or closed, with its pending hunks, if any. */
  leave(file: PendingFile | undefined): void {
    if (file) this.left = { ...file };
  }

  /**
   * The draft's pending hunks if `document` is the file that it was saved as: it has the draft's text, and it has the
   * draft's path or was just opened. Returns them only once.
   */
  takenBy(document: vscode.TextDocument): PendingFile | undefined {
    const { left, latest } = this;
    if (!left || document.uri.scheme === "untitled") return undefined;
    if (document !== latest && document.uri.path !== left.uri.path) return undefined;
    if (slackBetween(left.text, document.getText()) !== "blank") return undefined;
    this.left = undefined;
    return { ...left, uri: document.uri };
  }
}
