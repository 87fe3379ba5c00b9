import * as vscode from "vscode";
import { wordsFor } from "../../agent/workspaceFault.ts";
import { baselineOf, lineEdits, type PendingHunk, splice } from "../../edit/pendingHunks.ts";
import { toModelError } from "../../model/modelError.ts";
import type { EarlierProposal } from "../../prompts/refactor.ts";
import { shownPath } from "../chat/chips.ts";
import type { Review } from "../review/review.ts";
import { type Answerer, readRewrite } from "./readRewrite.ts";
import { groupsOf, viewsOf } from "./proposalViews.ts";
import { ProposalThreads } from "./proposalThreads.ts";
import { follow, type Region, touches } from "./region.ts";

/** `hints` go to the model with the instruction and are not shown. */
export type RefactorInput = {
  document: vscode.TextDocument;
  range: vscode.Range;
  instruction: string;
  hints?: readonly string[];
};
type State = "writing" | "proposed" | "failed" | "settled";

/** How often an edit is tried again when the person's typing came between. */
const TRIES = 5;

/**
 * One inline refactor. Settled hunks of the answer stream into the buffer, where each holds the original or the proposal,
 * never both; threads between the lines show what was removed. Stopping or failing puts back what was there. The person's
 * typing elsewhere moves the region; typing inside it while the model writes stops the model, and what was written so far
 * can be kept or undone. It is settled when none of its hunks is pending any more.
 */
export class RefactorTask implements vscode.Disposable {
  readonly document: vscode.TextDocument;
  private readonly input: RefactorInput;
  private readonly review: Review;
  private readonly threads: ProposalThreads;
  private readonly listening: vscode.Disposable[];
  private readonly changed: (task: RefactorTask) => void;
  private readonly earlier: EarlierProposal[] = [];
  private region: Region;
  private current: State = "writing";
  private label: string;
  private words = "";
  private open: { lines: readonly string[]; line: number } | undefined;
  private stopped = new AbortController();
  private round: Promise<void> = Promise.resolve();
  /** The document's text after the edit of ours that is under way. */
  private placing: string | undefined;
  /** Whether the next edit joins the undo step of the one before. */
  private joins = false;

  /** @param changed hears of every change of `state` */
  constructor(
    controller: vscode.CommentController,
    review: Review,
    input: RefactorInput,
    changed: (task: RefactorTask) => void,
  ) {
    const { document, range, instruction } = input;
    this.input = input;
    this.review = review;
    this.changed = changed;
    this.document = document;
    this.label = instruction;
    // With the last line's break, so that every line is whole.
    const end = document.offsetAt(new vscode.Position(range.end.line + 1, 0));
    this.region = { start: document.offsetAt(range.start.with({ character: 0 })), end };
    this.threads = new ProposalThreads(controller, document.uri);
    this.listening = [
      vscode.workspace.onDidChangeTextDocument((event) => this.followChange(event)),
      review.onChange((uri) => uri.toString() === document.uri.toString() && this.refresh()),
    ];
  }

  get state(): State {
    return this.current;
  }
  get range(): vscode.Range {
    return new vscode.Range(this.document.positionAt(this.region.start), this.document.positionAt(this.region.end));
  }
  get shownThreads(): readonly vscode.CommentThread[] {
    return this.threads.threads;
  }

  /** Streams a proposal into the buffer. Failures are shown in the thread; nothing is thrown. */
  run(answering: Answerer): Promise<void> {
    return (this.round = this.rewrite(this.input.instruction, answering));
  }

  /** Rewrites anew with one more instruction; should it fail, what was proposed before stands again. */
  followUp(instruction: string, answering: Answerer): Promise<void> {
    if (this.current !== "proposed" && this.current !== "failed") return this.round;
    this.stopped = new AbortController();
    this.label = instruction;
    return (this.round = this.rewrite(instruction, answering));
  }

  /** Keeps what is proposed in the given thread, or all. */
  keep(thread?: vscode.CommentThread): void {
    if (this.current === "writing") return;
    const which = this.hunksIn(thread);
    this.review.keep(this.document.uri, (hunk) => which.includes(hunk));
    if (this.hunks().length === 0) this.settle();
  }

  /** Stops the model and puts back what was there before it was asked; else undoes the given thread's part, or all. */
  async undo(thread?: vscode.CommentThread): Promise<void> {
    if (this.current === "writing") {
      this.stopped.abort();
      return this.round;
    }
    const which = this.hunksIn(thread);
    await this.place(this.textWithout(which), true);
    if (this.hunks().length === 0) this.settle();
  }

  dispose(): void {
    this.stopped.abort();
    this.settle();
  }

  private async rewrite(instruction: string, answering: Answerer): Promise<void> {
    const { signal } = this.stopped;
    const before = this.text();
    const original = this.textWithout(this.hunks());
    this.become("writing", "Asking Gemma…");
    try {
      const request = { ...this.input, range: this.range, instruction, original, earlier: this.earlier };
      const code = await readRewrite(request, await answering(signal), signal, {
        waiting: (words) => this.become("writing", words),
        reached: async (text, open) => {
          this.open = open;
          if (text !== undefined) await this.place(text, false);
          this.refresh();
        },
      });
      await this.place(code, false);
      this.open = undefined;
      if (this.hunks().length === 0) return this.become("failed", "Gemma would leave this code as it is.");
      this.earlier.push({ instruction, code });
      this.become("proposed", "");
      this.unselect();
    } catch (error) {
      this.open = undefined;
      await this.giveUp(error, before);
    } finally {
      this.joins = false;
    }
  }

  /** Puts back what was there, unless the person has typed into it: then what stands there is theirs to judge. */
  private async giveUp(error: unknown, before: string): Promise<void> {
    const { signal } = this.stopped;
    const { fault, message } = toModelError(error, signal);
    if (this.current === "settled") return;
    if (signal.reason !== "typed") await this.place(before, true).catch(() => undefined);
    if (this.hunks().length > 0) this.become("proposed", fault.kind === "aborted" ? "" : message);
    else if (fault.kind === "aborted") this.settle();
    else this.become("failed", message);
  }

  /** Makes the region read `target`. `anyway`: also when the task was stopped meanwhile. */
  private async place(target: string, anyway: boolean): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const turn = this.review.propose(this.document, () => {
        if (!anyway) this.stopped.signal.throwIfAborted();
        const { start, end } = this.region;
        const text = this.document.getText();
        const edits = lineEdits(text.slice(start, end), target);
        if (edits.length === 0) return undefined;
        const edit = { start, end, text: target };
        this.placing = splice(text, [edit]);
        return { edit, apply: () => this.write(edits, start) };
      });
      const done = await turn.finally(() => (this.placing = undefined));
      if (done) return this.refresh();
    }
    throw new Error(wordsFor("person", { kind: "refused", path: shownPath(this.document.uri), what: "change" }));
  }

  /** One edit of the buffer; all edits of a round are one undo step while nobody else changes the document. */
  private async write(edits: ReturnType<typeof lineEdits>, shift: number): Promise<boolean> {
    const at = (offset: number) => this.document.positionAt(shift + offset);
    const replacements = edits.map(({ start, end, text }) => [new vscode.Range(at(start), at(end)), text] as const);
    const editor = vscode.window.visibleTextEditors.find((each) => each.document === this.document);
    if (editor) {
      const joins = this.joins;
      this.joins = true;
      return editor.edit((builder) => replacements.forEach(([range, text]) => builder.replace(range, text)), {
        undoStopBefore: !joins,
        undoStopAfter: false,
      });
    }
    const edit = new vscode.WorkspaceEdit();
    for (const [range, text] of replacements) edit.replace(this.document.uri, range, text);
    return vscode.workspace.applyEdit(edit);
  }

  private followChange({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document !== this.document || contentChanges.length === 0) return;
    const own = this.placing === document.getText();
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      const change = { offset: rangeOffset, length: rangeLength, text };
      if (own) this.region = ownChange(this.region, change);
      else {
        if (this.current === "writing" && touches(this.region, change)) this.stopped.abort("typed");
        this.region = follow(this.region, change);
      }
    }
    if (!own) this.joins = false;
    this.refresh();
  }

  private text(): string {
    return this.document.getText(this.range);
  }

  private hunks(): readonly PendingHunk[] {
    const { start, end } = this.region;
    return this.review.hunksOf(this.document.uri).filter((hunk) => hunk.start >= start && hunk.end <= end);
  }

  private hunksIn(thread: vscode.CommentThread | undefined): readonly PendingHunk[] {
    const groups = this.groups();
    const at = thread ? this.threads.threads.indexOf(thread) : -1;
    return groups[at] ?? this.hunks();
  }

  private groups(): PendingHunk[][] {
    return groupsOf(this.document, this.hunks());
  }

  /** The region's text with the given hunks undone. */
  private textWithout(hunks: readonly PendingHunk[]): string {
    const { start } = this.region;
    const local = hunks.map((hunk) => ({ ...hunk, start: hunk.start - start, end: hunk.end - start }));
    return baselineOf(this.text(), local);
  }

  private become(state: "writing" | "proposed" | "failed", words: string): void {
    if (this.current === "settled") return;
    this.current = state;
    this.words = words;
    this.refresh();
    this.changed(this);
  }

  /** Shows what is so now; a proposal of which nothing is pending any more is settled. */
  private refresh(): void {
    if (this.current === "settled" || this.placing !== undefined) return;
    if (this.current === "proposed" && this.hunks().length === 0) return this.settle();
    const { document, label, words, current: state, open, range } = this;
    const groups = this.current === "failed" ? [] : this.groups();
    this.threads.show(viewsOf({ document, range, label, words, state, groups, open }));
  }

  /** A selection over the proposal would hide its colour. */
  private unselect(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== this.document || !editor.selection.intersection(this.range)) continue;
      editor.selection = new vscode.Selection(this.range.start, this.range.start);
    }
  }

  private settle(): void {
    if (this.current === "settled") return;
    this.current = "settled";
    for (const each of this.listening) each.dispose();
    this.threads.dispose();
    this.changed(this);
  }
}

/** Our own edits also belong to the region where they border on it. */
function ownChange({ start, end }: Region, change: { offset: number; length: number; text: string }): Region {
  return { start: Math.min(start, change.offset), end: end + change.text.length - change.length };
}
