import * as vscode from "vscode";
import type { PendingHunk } from "../../edit/pending/pendingHunks.ts";
import { CELL_SCHEME } from "../core/workspace/cells.ts";
import { ChangedCharacters } from "./changedCharacters.ts";
import type { Review } from "./review.ts";
import { withSigns } from "../../words/signs.ts";
import { codeHover } from "../show/markdown.ts";

/** The hunk of a lens or a command: the one that starts there. */
export type HunkAt = { uri: vscode.Uri; start: number };

/**
 * If a high contrast theme has no colour for a difference, it has one for a border. Without such a colour the whole
 * value is invalid, and there is no border, as in the diff editor.
 */
const border = "var(--vscode-diffEditor-insertedTextBorder)";

/**
 * Shows pending hunks in editors: added lines and changed characters in the diff editor's colours, with Keep and Undo
 * above each.
 */
export class HunkMarks implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly review: Review;
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly added: vscode.TextEditorDecorationType;
  private readonly differing: vscode.TextEditorDecorationType;
  private readonly removed: vscode.TextEditorDecorationType;
  private readonly characters = new ChangedCharacters();
  private readonly listening: vscode.Disposable[];
  readonly onDidChangeCodeLenses = this.changes.event;

  constructor(review: Review) {
    this.review = review;
    this.added = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("diffEditor.insertedLineBackground"),
      border: `1px dashed ${border}`,
      overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.addedForeground"),
      overviewRulerLane: vscode.OverviewRulerLane.Left,
    });
    this.differing = vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor("diffEditor.insertedTextBackground"),
      border: `1px solid ${border}`,
    });
    this.removed = vscode.window.createTextEditorDecorationType({
      after: {
        backgroundColor: new vscode.ThemeColor("diffEditor.removedTextBackground"),
        color: new vscode.ThemeColor("editor.foreground"),
        border: "1px solid var(--vscode-diffEditor-removedTextBorder)",
        margin: "0 0 0 3ch",
      },
    });
    this.listening = [
      review.onChange((uri) => {
        this.decorate(uri);
        this.changes.fire();
      }),
      vscode.window.onDidChangeVisibleTextEditors((editors) =>
        editors.forEach((each) => this.decorate(each.document.uri)),
      ),
      vscode.languages.registerCodeLensProvider({ pattern: "**" }, this),
    ];
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const hunks = this.review.hunksOf(document.uri);
    const lenses = hunks.flatMap((hunk) => {
      const range = linesOf(document, hunk);
      const at: HunkAt = { uri: document.uri, start: hunk.start };
      return [
        new vscode.CodeLens(range, { title: "Keep", command: "gemma.keepHunk", arguments: [at] }),
        new vscode.CodeLens(range, { title: "Undo", command: "gemma.undoHunk", arguments: [at] }),
      ];
    });
    const [first] = hunks;
    if (!first || hunks.length === 1) return lenses;
    const range = linesOf(document, first);
    return [
      ...lenses,
      new vscode.CodeLens(range, {
        title: `Keep all ${hunks.length}`,
        command: "gemma.keepFile",
        arguments: [document.uri],
      }),
      new vscode.CodeLens(range, { title: "Undo all", command: "gemma.undoFile", arguments: [document.uri] }),
    ];
  }

  dispose(): void {
    for (const each of this.listening) each.dispose();
    this.added.dispose();
    this.differing.dispose();
    this.removed.dispose();
    this.changes.dispose();
  }

  private decorate(uri: vscode.Uri): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      if (document.uri.toString() !== uri.toString()) continue;
      const hunks = this.review.hunksOf(uri);
      const filled = hunks.filter(({ start, end }) => end > start);
      editor.setDecorations(
        this.added,
        filled.map((hunk) => linesOf(document, hunk)),
      );
      editor.setDecorations(this.differing, this.characters.of(document, hunks));
      if (document.uri.scheme === CELL_SCHEME)
        editor.setDecorations(
          this.removed,
          hunks.filter(({ original }) => original.trim() !== "").map((hunk) => removedBeside(document, hunk)),
        );
    }
  }
}

/** The longest removed text shown beside its line; the hover has all of it. */
const MAX_BESIDE = 80;

/** A hunk's removed text, shown after its lines: notebooks show neither threads nor quick diffs. */
function removedBeside(document: vscode.TextDocument, hunk: PendingHunk): vscode.DecorationOptions {
  const { end } = linesOf(document, hunk);
  const text = withSigns(hunk.original)
    .trim()
    .replaceAll(/\s*\r?\n\s*/g, " ⏎ ");
  const contentText = `− ${text.length > MAX_BESIDE ? `${text.slice(0, MAX_BESIDE)}…` : text}`;
  const hover = codeHover("Replaced:", hunk.original, document.languageId);
  return { range: new vscode.Range(end, end), hoverMessage: hover, renderOptions: { after: { contentText } } };
}

/** The lines that a hunk proposes; the line below if it only removes. */
export function linesOf(document: vscode.TextDocument, { start, end }: PendingHunk): vscode.Range {
  const text = document.getText(new vscode.Range(document.positionAt(start), document.positionAt(end)));
  const lead = /^\r?\n/.exec(text)?.[0].length ?? 0;
  const tail = text.length > lead ? (/\r?\n$/.exec(text)?.[0].length ?? 0) : 0;
  return new vscode.Range(document.positionAt(start + lead), document.positionAt(end - tail));
}
