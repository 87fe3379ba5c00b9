import * as vscode from "vscode";
import { WorkspaceError } from "../../../agent/ports/workspaceFault.ts";
import { partsBetween } from "../../../edit/pending/follow.ts";
import type { Part } from "../../../edit/pending/parts.ts";
import { baselineOf, lineEdits, type PendingHunk } from "../../../edit/pending/pendingHunks.ts";
import { splice } from "../../../edit/text/splices.ts";
import type { TextEdit } from "../../../edit/text/types.ts";
import { shownPath } from "../../core/documents.ts";
import { whyReadOnly } from "../../core/workspace/readOnly.ts";
import { replaceBy, replaceIn } from "../../review/files/replaceIn.ts";
import type { Review } from "../../review/review.ts";
import { isAtCursors, isTyped } from "../../review/files/typed.ts";
import { followParts, isAtLineEnds, isFormatting, type Region, touches } from "./region.ts";

/** How often an edit is retried if the user typed at the same time. */
const TRIES = 5;

/** Who else changed these lines: nobody, a formatter (white space and punctuation), the user (typing or undo), or a program or command. */
export type Touched = false | "formatted" | "typed" | "undone" | "rewritten";

/** The lines of an inline refactor. They move with edits around them. Only this class writes them. */
export class RegionText implements vscode.Disposable {
  private readonly document: vscode.TextDocument;
  private readonly review: Review;
  private readonly listening: vscode.Disposable;
  private readonly changed: (touched: Touched) => void;
  private region: Region;
  /** The document's text as last seen. */
  private seen: string;
  /** The document's expected text after our edit in progress. */
  private placing: string | undefined;
  /** Whether the next edit joins the previous undo step. */
  private joins = false;

  /** @param changed called on every change of the document */
  constructor(document: vscode.TextDocument, range: vscode.Range, review: Review, changed: (touched: Touched) => void) {
    this.document = document;
    this.review = review;
    this.changed = changed;
    // Includes the last line's break, so that every line is whole.
    const end = document.offsetAt(new vscode.Position(range.end.line + 1, 0));
    this.seen = document.getText();
    this.region = { start: document.offsetAt(range.start.with({ character: 0 })), end };
    this.listening = vscode.workspace.onDidChangeTextDocument((event) => this.followChange(event));
  }

  get range(): vscode.Range {
    return new vscode.Range(this.document.positionAt(this.region.start), this.document.positionAt(this.region.end));
  }
  /** Whether a change of the document has not been processed yet. `changed` is called afterwards. */
  get isBehind(): boolean {
    return this.placing !== undefined || this.seen !== this.document.getText();
  }

  text(): string {
    return this.document.getText(this.range);
  }

  /** The pending hunks in these lines. */
  hunks(): readonly PendingHunk[] {
    const { start, end } = this.region;
    return this.review.hunksOf(this.document.uri).filter((hunk) => hunk.start >= start && hunk.end <= end);
  }

  /** The text with the given hunks undone. */
  without(hunks: readonly PendingHunk[]): string {
    const { start } = this.region;
    const local = hunks.map((hunk) => ({ ...hunk, start: hunk.start - start, end: hunk.end - start }));
    return baselineOf(this.text(), local);
  }

  /** Replaces these lines by `text`, unless the signal fires first. Throws WorkspaceError if the document is read-only. */
  async place(text: string, signal?: AbortSignal): Promise<void> {
    const { document } = this;
    const by = this.editor() ? undefined : await whyReadOnly(document);
    if (by) throw new WorkspaceError({ kind: "read-only", path: shownPath(document.uri), by });
    for (let tries = 0; tries < TRIES; tries++) {
      const turn = this.review.propose(document, () => {
        signal?.throwIfAborted();
        const { start, end } = this.region;
        const whole = document.getText();
        // The buffer has one kind of line end, which may have changed.
        const target = text.replace(/\r\n?|\n/g, document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n");
        const edits = lineEdits(whole.slice(start, end), target);
        if (edits.length === 0) return undefined;
        const edit = { start, end, text: target };
        this.placing = splice(whole, [edit]);
        return { edit, apply: () => this.write(edits, start) };
      });
      if (await turn.finally(() => (this.placing = undefined))) return;
    }
    throw new WorkspaceError({ kind: "refused", path: shownPath(document.uri), what: "change" });
  }

  /** Ends the undo step: the next edit starts a new one. */
  endStep(): void {
    this.joins = false;
  }

  dispose(): void {
    this.listening.dispose();
  }

  /** Makes one edit. Edits up to `endStep` are one undo step if nobody else changes the document. */
  private async write(edits: readonly TextEdit[], shift: number): Promise<boolean> {
    const at = (offset: number) => this.document.positionAt(shift + offset);
    const replacements = edits.map(({ start, end, text }) => [new vscode.Range(at(start), at(end)), text] as const);
    const editor = this.editor();
    if (editor) {
      const { joins } = this;
      this.joins = true;
      return replaceBy(editor, replacements, { undoStopBefore: !joins, undoStopAfter: false });
    }
    return replaceIn(this.document, replacements);
  }

  private editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find((each) => each.document === this.document);
  }

  private followChange(event: vscode.TextDocumentChangeEvent): void {
    const { document, contentChanges } = event;
    if (document !== this.document || contentChanges.length === 0) return;
    const [before, now] = [this.seen, document.getText()];
    this.seen = now;
    const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => {
      return { offset: rangeOffset, length: rangeLength, text };
    });
    if (this.placing === now) {
      this.region = changes.reduce(ownChange, this.region);
      return this.changed(false);
    }
    const typed = isTyped(event);
    // Line ends, trailing spaces and a formatter's white space count as nobody's changes.
    const isLayout = (part: Part) => part.alters === "blank" && (!typed || isAtLineEnds(before, part));
    const parts = partsBetween(before, now, changes);
    const changed = parts.filter((part) => touches(this.region, part) && !isLayout(part));
    const byOthers = changed.every((part) => isFormatting(before, part)) ? "formatted" : "rewritten";
    const touched = event.reason !== undefined ? "undone" : isAtCursors(event) ? "typed" : byOthers;
    this.region = followParts(this.region, before, parts);
    this.joins = false;
    this.changed(changed.length === 0 ? false : touched);
  }
}

/** Our own edits belong to the region even at its border. */
function ownChange({ start, end }: Region, change: { offset: number; length: number; text: string }): Region {
  return { start: Math.min(start, change.offset), end: end + change.text.length - change.length };
}
