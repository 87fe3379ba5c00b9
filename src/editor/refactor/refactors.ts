import * as vscode from "vscode";
import { faultWords, type WorkspaceFault } from "../../agent/ports/workspaceFault.ts";
import { linesOf } from "../attachments/attachments.ts";
import { shownPath } from "../core/documents.ts";
import { CELL_SCHEME } from "../core/workspace/cells.ts";
import { harmTo } from "../files/textFile.ts";
import type { Review } from "../review/review.ts";
import { CellLenses } from "./cellLenses.ts";
import { chooseRange, wholeLines } from "./region/chooseRange.ts";
import { pickInstruction } from "./instruction/pickInstruction.ts";
import type { ResolveModel } from "../core/answering.ts";
import type { RefactorRequest } from "../core/feature/startRefactor.ts";
import { RefactorTask } from "./refactorTask.ts";
import { RegionText } from "./region/regionText.ts";
import { inform } from "../show/notices.ts";
import { documentAt } from "../core/reading.ts";

/** All running inline refactors. */
export class Refactors implements vscode.Disposable {
  private readonly controller = vscode.comments.createCommentController("gemma.refactor", "Gemma Code");
  private readonly tasks = new Set<RefactorTask>();
  private readonly told = new Map<string, boolean>();
  private readonly memory: vscode.Memento;
  private readonly review: Review;
  private readonly answering: ResolveModel;
  private readonly cells = new CellLenses((document) => [...this.tasks].filter((task) => task.document === document));
  private readonly listening: vscode.Disposable[];

  constructor(memory: vscode.Memento, review: Review, answering: ResolveModel) {
    this.memory = memory;
    this.review = review;
    this.answering = answering;
    this.controller.options = { prompt: "Ask for another change", placeHolder: "Ask for another change" };
    this.listening = [
      this.cells,
      review.onChange(() => this.tellKeys()),
      vscode.window.onDidChangeActiveTextEditor(() => this.tellKeys()),
    ];
  }

  /** Asks for an instruction and refactors the selection, or the symbol or line at the cursor. Resolves at its end. */
  async start(request: RefactorRequest = {}): Promise<void> {
    const document = request.uri ? await documentAt(request.uri) : vscode.window.activeTextEditor?.document;
    if (!document) return say("Open a file and select the code to refactor.");
    const fault = await whyNot(document);
    if (fault) return say(faultWords("user", fault));
    const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
    const selection = editor?.selection ?? new vscode.Selection(0, 0, 0, 0);
    const range = await chooseRange(
      document,
      request.range ? new vscode.Selection(request.range.start, request.range.end) : selection,
    );
    if (this.at(document, range).some(({ state }) => state !== "failed"))
      return say("Gemma has a proposal here. Keep or undo it first.");
    // Another proposal may move these lines while the user types the instruction.
    const lines = new RegionText(document, range, this.review, () => undefined);
    const instruction = request.instruction ?? (await pickInstruction(this.memory));
    const place = wholeLines(document, lines.range);
    lines.dispose();
    if (!instruction) return;
    for (const failed of this.at(document, place)) if (failed.state === "failed") failed.dispose();
    const input = { document, range: place, instruction, ...(request.hints && { hints: request.hints }) };
    const task = new RefactorTask(this.controller, this.review, input, (changed) => {
      if (changed.state === "settled") this.tasks.delete(changed);
      this.tell(changed);
    });
    this.tasks.add(task);
    this.tell(task);
    await task.run(this.answering);
  }

  /** Handles a follow-up instruction below a proposal. Without `text` the user is asked for it. */
  async followUp({ thread, text }: { thread: vscode.CommentThread; text?: string }): Promise<void> {
    const instruction = text ?? (await pickInstruction(this.memory));
    if (instruction) await this.find(thread)?.followUp(instruction, this.answering);
  }

  keep(thread?: vscode.CommentThread): void {
    this.find(thread)?.keep(thread);
  }

  async undo(thread?: vscode.CommentThread): Promise<void> {
    await this.find(thread)?.undo(thread);
  }

  /** Stops the model if it is running; a finished proposal stays. */
  async stop(thread?: vscode.CommentThread): Promise<void> {
    const task = this.find(thread);
    if (task?.state === "writing") await task.undo();
  }

  /** Ends all waits before a retry: asks the same model now, or switches to the next fallback model. */
  wake(by: "now" | "switch"): void {
    for (const task of this.tasks) task.wake(by);
  }

  /** Whether there is something for `keep` and `undo`. */
  has(thread?: vscode.CommentThread): boolean {
    return this.find(thread) !== undefined;
  }

  /** Whether the cursor is in lines of a running refactor or a proposal. */
  isAtCursor(): boolean {
    const editor = vscode.window.activeTextEditor;
    return editor !== undefined && this.at(editor.document, editor.selection).length > 0;
  }

  dispose(): void {
    for (const each of this.listening) each.dispose();
    for (const task of this.tasks) task.dispose();
    this.controller.dispose();
  }

  private tell(task: RefactorTask): void {
    this.tellKeys();
    if (task.document.uri.scheme === CELL_SCHEME) this.cells.refresh();
  }

  /** Sets the context keys, so that keys are bound only while they have an effect. */
  private tellKeys(): void {
    const tasks = [...this.tasks];
    // The review fires at every key press beside a hunk, so only changed values are sent.
    const set = (key: string, value: boolean) => {
      if (this.told.get(key) === value) return;
      this.told.set(key, value);
      void vscode.commands.executeCommand("setContext", `gemma.${key}`, value);
    };
    set("proposalOpen", tasks.length > 0 || this.review.uris.length > 0);
    // In other documents the keys keep the editor's meaning.
    const front = vscode.window.activeTextEditor?.document;
    const isPending = this.review.uris.some((uri) => uri.toString() === front?.uri.toString());
    set("proposalHere", isPending || tasks.some(({ document }) => document === front));
    const isWriting = tasks.some(({ state, document }) => state === "writing" && document === front);
    set("refactorWriting", isWriting);
    const isWaiting = tasks.some((task) => task.isWaiting);
    set("refactorWaiting", isWaiting);
  }

  /** The tasks whose lines overlap a range. */
  private at(document: vscode.TextDocument, range: vscode.Range): RefactorTask[] {
    const [first, last] = linesOf(range);
    return [...this.tasks].filter((task) => {
      const [from, to] = linesOf(task.range);
      return task.document === document && from <= last && first <= to;
    });
  }

  /** The task of a thread. Without one (key, palette): the task at the cursor, otherwise the document's latest. */
  private find(thread: vscode.CommentThread | undefined): RefactorTask | undefined {
    const tasks = [...this.tasks];
    if (thread) return tasks.find((task) => task.shownThreads.includes(thread));
    const editor = vscode.window.activeTextEditor;
    const here = tasks.filter((task) => task.document === editor?.document);
    return here.find((task) => editor && task.range.contains(editor.selection.active)) ?? here.at(-1);
  }
}

const say = (words: string): void => void inform(words);

/** Why a document can't be changed; undefined if it can. */
async function whyNot(document: vscode.TextDocument): Promise<WorkspaceFault | undefined> {
  const { scheme } = document.uri;
  return scheme === "untitled" || scheme === CELL_SCHEME ? undefined : harmTo(shownPath(document.uri), document);
}
