import * as vscode from "vscode";
import { wakeCommands } from "./waits.ts";
import { gemmaComment } from "../../show/markdown.ts";

/** "writing": the model is running; "proposed": the buffer holds a proposal; "failed": only words are shown. */
export type ThreadState = "writing" | "proposed" | "failed";
export type ThreadView = { range: vscode.Range; label: string; body: string; state: ThreadState };

/** The comment threads of one inline refactor, updated to match a list of views. */
export class ProposalThreads implements vscode.Disposable {
  private readonly controller: vscode.CommentController;
  private readonly uri: vscode.Uri;
  private readonly listening: vscode.Disposable;
  private shown: { thread: vscode.CommentThread; view: ThreadView }[] = [];

  constructor(controller: vscode.CommentController, uri: vscode.Uri) {
    this.controller = controller;
    this.uri = uri;
    // The editor colours a diff only once, in the current theme.
    this.listening = vscode.window.onDidChangeActiveColorTheme(() => {
      for (const { thread, view } of this.shown) thread.comments = [comment(view.body)];
    });
  }

  get threads(): readonly vscode.CommentThread[] {
    return this.shown.map(({ thread }) => thread);
  }

  /** Shows these views. The last one takes a follow-up instruction, unless the model is running. */
  show(views: readonly ThreadView[]): void {
    const threads = this.pair(views);
    this.shown = views.map((view, at) => {
      const before = threads[at];
      const thread = before?.thread ?? this.create(view);
      if (before && !before.view.range.isEqual(view.range)) thread.range = view.range;
      if (before?.view.label !== view.label) thread.label = view.label;
      if (before?.view.state !== view.state) thread.contextValue = view.state;
      const canReply = at === views.length - 1 && view.state !== "writing";
      if (thread.canReply !== canReply) thread.canReply = canReply;
      if (before && before.view.body !== view.body) thread.comments = [comment(view.body)];
      return { thread, view };
    });
  }

  dispose(): void {
    this.listening.dispose();
    this.show([]);
  }

  /** Pairs threads with views; surplus threads that show something else are removed. */
  private pair(views: readonly ThreadView[]): typeof this.shown {
    const left = [...this.shown];
    let surplus = left.length - views.length;
    const paired = views.flatMap((view) => {
      for (; surplus > 0 && left[0]?.view.body !== view.body; surplus--) left.shift()?.thread.dispose();
      return left.splice(0, 1);
    });
    for (const { thread } of left) thread.dispose();
    return paired;
  }

  /** Created with its comment: an empty thread would open its reply box. */
  private create({ range, body }: ThreadView): vscode.CommentThread {
    const thread = this.controller.createCommentThread(this.uri, range, [comment(body)]);
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    // With package.json's default for comments.openView, a resolved thread does not open the Comments panel.
    thread.state = vscode.CommentThreadState.Resolved;
    return thread;
  }
}

const comment = (text: string): vscode.Comment => gemmaComment(text, wakeCommands);
