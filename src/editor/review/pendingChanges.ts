import * as vscode from "vscode";
import { shownPath } from "../core/documents.ts";
import type { Review } from "./review.ts";
import { withSigns } from "../../words/signs.ts";
import { inform } from "../show/notices.ts";

const TITLE = "Gemma's Changes";

/** Documents with the text before all pending changes, for diffs and the gutter. */
export const BASELINE_SCHEME = "gemma-baseline";

/**
 * The pending changes as a source control: native gutter marks with peek, a file list with Keep and Undo, and a badge.
 * It exists only while something is pending.
 */
export class PendingChanges implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly review: Review;
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly listening: vscode.Disposable[];
  /** The consumers of the original texts: the gutter, single-file diffs, and the latest review of all. */
  private readonly views = new Set<View>(["gutter", "diff"]);
  private opened = 0;
  private control: { scm: vscode.SourceControl; group: vscode.SourceControlResourceGroup } | undefined;
  readonly onDidChange = this.changes.event;

  constructor(review: Review) {
    this.review = review;
    this.listening = [
      vscode.workspace.registerTextDocumentContentProvider(BASELINE_SCHEME, this),
      review.onChange((uri) => {
        for (const view of this.views) this.changes.fire(baselineUri(uri, view));
        this.list();
      }),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const original = vscode.Uri.parse(uri.query, true);
    return this.review.baseline(original) ?? (await vscode.workspace.openTextDocument(original)).getText();
  }

  /** Opens all pending changes in one diff editor, which replaces the previous one. */
  async open(): Promise<void> {
    const { uris } = this.review;
    if (uris.length === 0) {
      void inform("Gemma has changed nothing that is not kept.");
      return;
    }
    // Uses documents of its own: the gutter releases and reloads its documents, and an editor that asks during a reload
    // shows nothing.
    const view: View = `review-${++this.opened}`;
    for (const each of this.views) if (each.startsWith("review-")) this.views.delete(each);
    this.views.add(view);
    const before = reviewTabs();
    const resources = uris.map((uri) => [uri, baselineUri(uri, view), uri]);
    await vscode.commands.executeCommand("vscode.changes", TITLE, resources);
    await vscode.window.tabGroups.close(before);
  }

  dispose(): void {
    for (const each of this.listening) each.dispose();
    this.changes.dispose();
    this.control?.scm.dispose();
  }

  private list(): void {
    const { uris } = this.review;
    if (uris.length === 0) {
      this.control?.scm.dispose();
      this.control = undefined;
      return;
    }
    this.control ??= this.create();
    this.control.scm.count = uris.length;
    const known = this.control.group.resourceStates.map((state) => state.resourceUri.toString());
    if (known.join("\n") === uris.join("\n")) return;
    // The editor asks for an original only once; a new provider makes it ask again.
    delete this.control.scm.quickDiffProvider;
    this.control.scm.quickDiffProvider = {
      provideOriginalResource: (uri) => (this.review.hunksOf(uri).length > 0 ? baselineUri(uri, "gutter") : undefined),
    };
    this.control.group.resourceStates = uris.map((uri) => ({
      resourceUri: uri,
      contextValue: "pending",
      command: {
        title: "Show Changes",
        command: "vscode.diff",
        arguments: [baselineUri(uri, "diff"), uri, `${withSigns(shownPath(uri), true)} (by Gemma)`],
      },
      decorations: { tooltip: "Changed by Gemma; not yet kept" },
    }));
  }

  private create(): NonNullable<typeof this.control> {
    const scm = vscode.scm.createSourceControl("gemma", TITLE);
    scm.inputBox.visible = false;
    return { scm, group: scm.createResourceGroup("pending", "Not Yet Kept") };
  }
}

type View = "gutter" | "diff" | `review-${number}`;

const baselineUri = (uri: vscode.Uri, view: View): vscode.Uri =>
  vscode.Uri.from({ scheme: BASELINE_SCHEME, path: uri.path, query: uri.toString(), fragment: view });

/** The tabs of earlier reviews. The editor adds the number of files to their titles. */
function reviewTabs(): vscode.Tab[] {
  const isReview = ({ label, input }: vscode.Tab) =>
    (label === TITLE || label.startsWith(`${TITLE} (`)) && !(input instanceof vscode.TabInputText);
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isReview));
}
