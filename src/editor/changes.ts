import type * as vscode from "vscode";
import { BY_KEY, removeBrackets } from "./refactor/bracketsKey.ts";
import { Refactors, type RefactorRequest } from "./refactor/refactors.ts";
import type { ResolveModel } from "./core/answering.ts";
import { HunkMarks } from "./review/hunkMarks.ts";
import { pendingPath } from "./review/pendingPath.ts";
import { PendingChanges } from "./review/pendingChanges.ts";
import { Review } from "./review/review.ts";
import { hunkAtCursor, settleAll, settleFile, settleHunk } from "./review/reviewCommands.ts";
import { ReviewStore } from "./review/reviewStore.ts";

export type ChangeCommand =
  | `gemma.${"keep" | "undo"}${"Refactor" | "Hunk" | "File" | "All"}`
  | "gemma.stopRefactor"
  | "gemma.followUpRefactor"
  | "gemma.askNow"
  | "gemma.switchNow"
  | "gemma.reviewChanges";

/** All that Gemma changes in documents: inline refactors, the agent's edits, and their review. */
export class Changes implements vscode.Disposable {
  readonly review: Review;
  private readonly refactors: Refactors;
  private readonly pending: PendingChanges;
  private readonly disposables: vscode.Disposable[];

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, answering: ResolveModel) {
    const store = new ReviewStore(pendingPath(context), (error) =>
      log.error(`Pending changes could not be remembered: ${error instanceof Error ? error.message : ""}`),
    );
    this.review = new Review(store);
    this.pending = new PendingChanges(this.review);
    this.refactors = new Refactors(context.workspaceState, this.review, answering);
    this.disposables = [this.review, this.pending, this.refactors, new HunkMarks(this.review)];
    void this.review.restore();
  }

  /** Hears when files come to the review or leave it. */
  onFiles(listener: () => void): void {
    let known = this.review.uris.length;
    this.disposables.push(
      this.review.onChange(() => {
        const { length } = this.review.uris;
        if (length === known) return;
        known = length;
        listener();
      }),
    );
  }

  /** Begins an inline refactor; resolves when the model has ended. */
  refactor(request: RefactorRequest): Promise<void> {
    return this.refactors.start(request);
  }

  /** @param argument what a menu, a lens or a list gives along: a thread, a hunk's place or a file. */
  async run(command: ChangeCommand, argument: unknown): Promise<void> {
    switch (command) {
      case "gemma.keepRefactor":
        return this.refactors.has(threadOf(argument))
          ? this.refactors.keep(threadOf(argument))
          : settleHunk(this.review, "keep", undefined);
      case "gemma.undoRefactor":
        if (argument === BY_KEY && !this.isAtCursor() && (await removeBrackets())) return;
        return this.refactors.has(threadOf(argument))
          ? this.refactors.undo(threadOf(argument))
          : settleHunk(this.review, "undo", undefined);
      case "gemma.stopRefactor":
        return this.refactors.stop(threadOf(argument));
      case "gemma.followUpRefactor":
        return this.refactors.followUp(argument as { thread: vscode.CommentThread; text?: string });
      case "gemma.askNow":
        return this.refactors.wake("now");
      case "gemma.switchNow":
        return this.refactors.wake("switch");
      case "gemma.keepHunk":
        return settleHunk(this.review, "keep", argument);
      case "gemma.undoHunk":
        return settleHunk(this.review, "undo", argument);
      case "gemma.keepFile":
        return settleFile(this.review, "keep", argument);
      case "gemma.undoFile":
        return settleFile(this.review, "undo", argument);
      case "gemma.keepAll":
        return settleAll(this.review, "keep");
      case "gemma.undoAll":
        return settleAll(this.review, "undo");
      case "gemma.reviewChanges":
        return this.pending.open();
    }
  }

  private isAtCursor(): boolean {
    return this.refactors.isAtCursor() || hunkAtCursor(this.review) !== undefined;
  }

  dispose(): void {
    for (const each of this.disposables) each.dispose();
  }
}

const threadOf = (argument: unknown): vscode.CommentThread | undefined =>
  typeof argument === "object" && argument !== null && "comments" in argument
    ? (argument as vscode.CommentThread)
    : undefined;
