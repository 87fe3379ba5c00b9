import * as vscode from "vscode";
import { shownPath } from "../files/documents.ts";
import type { Review } from "./review.ts";

/** Documents with the text before all pending changes, for diffs and the gutter. */
export const BASELINE_SCHEME = "gemma-baseline";

/**
 * The pending changes as a source control of its own: native gutter marks with their peek, a list of the files with Keep
 * and Undo, and a badge. It is there only while something is pending.
 */
export class PendingChanges implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly review: Review;
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly listening: vscode.Disposable[];
  private control: { scm: vscode.SourceControl; group: vscode.SourceControlResourceGroup } | undefined;
  readonly onDidChange = this.changes.event;

  constructor(review: Review) {
    this.review = review;
    this.listening = [
      vscode.workspace.registerTextDocumentContentProvider(BASELINE_SCHEME, this),
      review.onChange((uri) => {
        this.changes.fire(baselineUri(uri));
        this.list();
      }),
    ];
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const original = vscode.Uri.parse(uri.query, true);
    return this.review.baseline(original) ?? (await vscode.workspace.openTextDocument(original)).getText();
  }

  /** All pending changes in one diff editor. */
  async open(): Promise<void> {
    const resources = this.review.uris.map((uri) => [uri, baselineUri(uri), uri]);
    if (resources.length === 0)
      void vscode.window.showInformationMessage("Gemma has changed nothing that is not kept.");
    else await vscode.commands.executeCommand("vscode.changes", "Gemma's Changes", resources);
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
    // The editor asks for a document's original once; a provider anew makes it ask again.
    delete this.control.scm.quickDiffProvider;
    this.control.scm.quickDiffProvider = {
      provideOriginalResource: (uri) => (this.review.hunksOf(uri).length > 0 ? baselineUri(uri) : undefined),
    };
    this.control.group.resourceStates = uris.map((uri) => ({
      resourceUri: uri,
      contextValue: "pending",
      command: {
        title: "Show Changes",
        command: "vscode.diff",
        arguments: [baselineUri(uri), uri, `${shownPath(uri)} (by Gemma)`],
      },
      decorations: { tooltip: "Changed by Gemma; not yet kept" },
    }));
  }

  private create(): NonNullable<typeof this.control> {
    const scm = vscode.scm.createSourceControl("gemma", "Gemma's Changes");
    scm.inputBox.visible = false;
    return { scm, group: scm.createResourceGroup("pending", "Not Yet Kept") };
  }
}

const baselineUri = (uri: vscode.Uri): vscode.Uri =>
  vscode.Uri.from({ scheme: BASELINE_SCHEME, path: uri.path, query: uri.toString() });
