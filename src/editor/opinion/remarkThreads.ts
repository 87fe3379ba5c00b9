import * as vscode from "vscode";
import { escapedMarkdown } from "../../words/markdown.ts";
import { remarkComment } from "../show/markdown.ts";

/** A remark where it is shown; `line` counts from 0. */
export type PlacedRemark = { uri: vscode.Uri; line: number; text: string };

/** The comment threads of one review, beside the lines that they are about. */
export class RemarkThreads implements vscode.Disposable {
  private controller: vscode.CommentController | undefined;
  private shown = new Map<vscode.CommentThread, PlacedRemark>();

  /** Shows these remarks in place of earlier ones. `reviewer`: the model's name. */
  show(remarks: readonly PlacedRemark[], reviewer: string): void {
    this.clear();
    this.controller ??= vscode.comments.createCommentController("gemma.opinion", "Second Opinion");
    for (const remark of remarks) {
      const range = new vscode.Range(remark.line, 0, remark.line, 0);
      const comment = remarkComment(escapedMarkdown(remark.text), reviewer);
      const thread = this.controller.createCommentThread(remark.uri, range, [comment]);
      thread.canReply = false;
      thread.label = "Second opinion";
      thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
      this.shown.set(thread, remark);
    }
    this.tell();
  }

  /** The remark of a thread that a menu passed. */
  of(thread: unknown): PlacedRemark | undefined {
    return this.shown.get(thread as vscode.CommentThread);
  }

  dismiss(thread: unknown): void {
    const known = thread as vscode.CommentThread;
    if (!this.shown.delete(known)) return;
    known.dispose();
    this.tell();
  }

  clear(): void {
    for (const thread of this.shown.keys()) thread.dispose();
    this.shown.clear();
    this.tell();
  }

  dispose(): void {
    this.clear();
    this.controller?.dispose();
  }

  private tell(): void {
    void vscode.commands.executeCommand("setContext", "gemma.hasRemarks", this.shown.size > 0);
  }
}
