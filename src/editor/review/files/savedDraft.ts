import type * as vscode from "vscode";
import { slackBetween } from "../../../edit/pending/slack.ts";
import type { PendingFile } from "./pendingFile.ts";

/**
 * Follows what is pending in an untitled document to the file that it is saved as. The editor does not tell which file
 * that is, and other documents may have the same text.
 */
export class SavedDraft {
  private left: PendingFile | undefined;
  /** The document that was opened or changed last. */
  private latest: vscode.TextDocument | undefined;

  /** A document was opened or changed. The log's own lines come at any time. */
  note(document: vscode.TextDocument): void {
    if (document.uri.scheme !== "output") this.latest = document;
  }

  /** An untitled document was emptied or closed, with this pending in it, if anything. */
  leave(file: PendingFile | undefined): void {
    if (file) this.left = { ...file };
  }

  /**
   * What was pending in the draft, if `document` is the file that it was saved as: it has the draft's text, and the
   * draft's path or came just now. Answers once.
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
