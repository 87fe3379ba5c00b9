import * as vscode from "vscode";
import { rebased } from "../../edit/pending/rebase.ts";
import { isFormatted } from "../../edit/pending/slack.ts";
import { hunksBetween, type PendingHunk } from "../../edit/pending/pendingHunks.ts";
import type { EarlierProposal } from "../../prompts/refactor.ts";
import { shownPath } from "../core/documents.ts";
import { closedText } from "../review/files/closedText.ts";
import type { Review } from "../review/review.ts";
import { inform } from "../show/notices.ts";
import { isAnothers, leaveBuffer, takeBuffer, takeBufferInTurn } from "./region/bufferTurns.ts";
import { spokenWords } from "./thread/proposalBody.ts";
import { ProposalThreads } from "./thread/proposalThreads.ts";
import { groupsOf, viewsOf } from "./thread/proposalViews.ts";
import { readRewrite } from "./answer/readRewrite.ts";
import type { ResolveModel } from "../core/answering.ts";
import { unselect } from "./region/chooseRange.ts";
import { watchDocument } from "./region/documentFate.ts";
import { RegionText } from "./region/regionText.ts";
import { backWords, closedWords, staysAsItIs, stopReason, whyNotPlaced, whyStopped } from "./thread/whyStopped.ts";
import { type Waiting, Waits } from "./thread/waits.ts";
import { escapedMarkdown } from "../../words/markdown.ts";

/** `hints` are sent to the model with the instruction but not shown. */
export type RefactorInput = {
  document: vscode.TextDocument;
  range: vscode.Range;
  instruction: string;
  hints?: readonly string[];
};
type State = "writing" | "proposed" | "failed" | "settled";

/**
 * One inline refactor. Settled hunks of the answer stream into the buffer, each the original or the proposal, never a
 * mix. Threads between the lines show removed text. Stopping or failing restores the original. Typing elsewhere moves
 * the region; typing inside stops the model, and the written part can be kept or undone. The task is settled once none
 * of its hunks is pending.
 */
export class RefactorTask implements vscode.Disposable {
  readonly document: vscode.TextDocument;
  private readonly input: RefactorInput;
  private readonly review: Review;
  private readonly threads: ProposalThreads;
  private readonly listening: vscode.Disposable[];
  private readonly changed: (task: RefactorTask) => void;
  private readonly earlier: EarlierProposal[] = [];
  private readonly lines: RegionText;
  private readonly waits = new Waits((waiting) => {
    this.waiting = waiting;
    if (this.current === "writing") this.become("writing", "Asking Gemma…");
  });
  private current: State = "writing";
  private label: string;
  private words = "";
  private spoke = false;
  private waiting: Waiting | undefined;
  private open: { lines: readonly string[]; line: number } | undefined;
  /** Written text that is not in the buffer yet. */
  private ahead: { original: string; text: string } | undefined;
  private stopped = new AbortController();
  private round: Promise<void> = Promise.resolve();

  /** @param changed called on every change of `state`, `isWaiting` and the status text */
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
    this.threads = new ProposalThreads(controller, document.uri);
    this.lines = new RegionText(document, range, review, (touched) => {
      if (touched !== false && this.current === "writing") this.stopped.abort(touched);
      this.refresh();
    });
    this.listening = [
      this.lines,
      review.onChange((uri) => uri.toString() === document.uri.toString() && this.refresh()),
      // Pending hunks stay in the review, by file name.
      ...watchDocument(document, { closed: () => this.close(), leaves: () => this.leave() }),
    ];
  }

  get state(): State {
    return this.current;
  }
  get range(): vscode.Range {
    return this.lines.range;
  }
  /** Whether a request waits to be retried. */
  get isWaiting(): boolean {
    return this.waits.isWaiting;
  }
  /** The current status as plain text; empty if the change speaks for itself. */
  get says(): string {
    return this.waiting ? `${this.waiting.said} Asking again in ${this.waiting.secondsLeft} s.` : this.words;
  }
  /** Whether the status is the model's own words. */
  get isSpoken(): boolean {
    return this.spoke;
  }
  get shownThreads(): readonly vscode.CommentThread[] {
    return this.threads.threads;
  }

  /** Streams a proposal into the buffer. Failures are shown in the thread, never thrown. */
  run(answering: ResolveModel): Promise<void> {
    return (this.round = this.rewrite(this.input.instruction, answering));
  }

  /** Rewrites again with a further instruction; if that fails, the earlier proposal is restored. */
  followUp(instruction: string, answering: ResolveModel): Promise<void> {
    if (this.current !== "proposed" && this.current !== "failed") return this.round;
    this.stopped = new AbortController();
    this.label = instruction;
    return (this.round = this.rewrite(instruction, answering));
  }

  /** Ends the wait before a retry: asks the same model, or the next fallback model. */
  wake(by: "now" | "switch"): void {
    this.waits.wake(by);
  }

  /** Keeps the proposal in the given thread, or all of it. */
  keep(thread?: vscode.CommentThread): void {
    if (this.current === "writing") return;
    const which = this.hunksIn(thread);
    this.review.keep(this.document.uri, (hunk) => which.includes(hunk));
    if (this.lines.hunks().length === 0) this.settle();
  }

  /** Stops the model and restores the text before the request; otherwise undoes the given thread's part, or all. */
  async undo(thread?: vscode.CommentThread): Promise<void> {
    if (this.current === "writing") {
      this.stopped.abort();
      return this.round;
    }
    const which = this.hunksIn(thread);
    await this.lines
      .place(this.lines.without(which))
      .catch((error: unknown) => this.become("proposed", whyNotPlaced(error)));
    this.lines.endStep();
    if (this.lines.hunks().length === 0) this.settle();
  }

  /** Stops before the file is renamed, and restores the original first. */
  private async leave(): Promise<void> {
    if (this.current !== "writing") return;
    this.stopped.abort("renamed");
    await this.round;
    void inform(`${shownPath(this.document.uri)}: ${this.words}`);
  }

  private close(): void {
    if (this.current === "writing") void inform(closedWords(shownPath(this.document.uri)));
    this.dispose();
  }

  dispose(): void {
    this.stopped.abort();
    this.settle();
  }

  private async rewrite(instruction: string, answering: ResolveModel): Promise<void> {
    const { signal } = this.stopped;
    const { document, lines } = this;
    const before = lines.text();
    const original = lines.without(lines.hunks());
    this.spoke = false;
    this.become("writing", "Asking Gemma…");
    try {
      const request = { ...this.input, range: this.range, instruction, original, earlier: this.earlier };
      const profile = await answering(signal, this.waits.wait);
      const read = await readRewrite(request, profile, signal, {
        waiting: (words) => this.become("writing", words),
        reached: async (text, open) => {
          this.open = open;
          if (text !== undefined) this.ahead = { original, text };
          if (this.ahead && this.isShown() && takeBuffer(document, this)) await this.placeAhead(signal);
          this.refresh();
        },
      });
      this.open = undefined;
      if ("words" in read) return await this.hearWords(instruction, read.words, before, original);
      this.ahead = { original, text: read.code };
      if (isAnothers(document, this))
        this.become("writing", "Written. It goes into the file after the other proposal.");
      await takeBufferInTurn(document, this, signal);
      await this.placeAhead(signal);
      if (lines.hunks().length === 0) return this.become("failed", "Gemma would leave this code as it is.");
      this.earlier.push({ instruction, code: read.code });
      this.become("proposed", "");
      unselect(document, this.range);
    } catch (error) {
      [this.open, this.ahead] = [undefined, undefined];
      await this.giveUp(error, before, original);
    } finally {
      lines.endStep();
      leaveBuffer(document, this);
    }
  }

  /** The model answered with a question or a refusal: the text is restored, and the user can reply. */
  private async hearWords(instruction: string, words: string, before: string, original: string): Promise<void> {
    this.ahead = undefined;
    await this.lines.place(this.onLayout(before, original), this.stopped.signal);
    this.earlier.push({ instruction, words });
    this.spoke = true;
    this.become(this.lines.hunks().length > 0 ? "proposed" : "failed", spokenWords(words));
  }

  /** In a buffer that no editor shows, each edit is an undo step, so everything is applied at the end. */
  private isShown(): boolean {
    return vscode.window.visibleTextEditors.some(({ document }) => document === this.document);
  }

  private async placeAhead(signal: AbortSignal): Promise<void> {
    const { ahead } = this;
    this.ahead = undefined;
    if (ahead) await this.lines.place(this.onLayout(ahead.text, ahead.original), signal);
  }

  /** Adapts a text based on `original` to the current layout, which a save may have changed. */
  private onLayout(text: string, original: string): string {
    return rebased(text, original, this.lines.without(this.lines.hunks()));
  }

  /** Restores the original, unless the user typed into it; then the text is left for review. */
  private async giveUp(error: unknown, before: string, original: string): Promise<void> {
    const { signal } = this.stopped;
    if (this.current === "settled") return;
    if (signal.reason === "formatted") await this.takeBackFormatted(before, original);
    else if (!staysAsItIs(signal)) await this.lines.place(this.onLayout(before, original)).catch(() => undefined);
    const reason = stopReason(signal, (await closedText(this.document)) === this.document.getText());
    const isPending = this.lines.hunks().length > 0;
    const words = whyStopped(error, signal, reason, isPending);
    // After a revert or checkout there is no place for a thread, and the editor may be closed.
    const isBack = reason === "rewritten" && this.lines.text() === before;
    if (isBack) void inform(`${shownPath(this.document.uri)}: ${backWords}`);
    if (isPending) this.become("proposed", words);
    else if (words === "" || isBack) this.settle();
    else this.become("failed", words);
  }

  /**
   * Restores the original after a formatter or a "replace all" changed half-written code: half a proposal must not stay.
   * The user's own lines keep their changes.
   */
  private async takeBackFormatted(before: string, original: string): Promise<void> {
    const { lines } = this;
    const own = lines.without(lines.hunks());
    const restored = before === original ? own : rebased(before, original, own);
    await lines.place(isFormatted(own, original) ? restored : before).catch(() => undefined);
    if (before === original) this.review.keep(this.document.uri, (hunk) => lines.hunks().includes(hunk));
  }

  private hunksIn(thread: vscode.CommentThread | undefined): readonly PendingHunk[] {
    const groups = this.groups();
    const at = thread ? this.threads.threads.indexOf(thread) : -1;
    return groups[at] ?? this.lines.hunks();
  }

  private groups(): PendingHunk[][] {
    return groupsOf(this.document, this.lines.hunks());
  }

  private become(state: "writing" | "proposed" | "failed", words: string): void {
    if (this.current === "settled") return;
    this.current = state;
    this.words = words;
    this.refresh();
    this.changed(this);
  }

  /** Updates the display; a proposal with nothing pending is settled. */
  private refresh(): void {
    if (this.current === "settled" || this.lines.isBehind) return;
    if (this.current === "proposed" && this.lines.hunks().length === 0) return this.settle();
    const { document, waiting, current: state, open, range } = this;
    const label = waiting ? `${this.label} · asking again in ${waiting.secondsLeft} s` : this.label;
    const words = waiting?.body ?? escapedMarkdown(this.words);
    const groups = this.current === "failed" ? [] : this.groups();
    const { original, text } = this.ahead ?? {};
    const isHeld = original !== undefined && text !== undefined && isAnothers(document, this);
    const ahead = isHeld ? { text, hunks: hunksBetween(original, text) } : undefined;
    this.threads.show(viewsOf({ document, range, label, words, state, groups, open, ahead }));
  }

  private settle(): void {
    if (this.current === "settled") return;
    this.current = "settled";
    for (const each of this.listening) each.dispose();
    this.threads.dispose();
    this.changed(this);
  }
}
