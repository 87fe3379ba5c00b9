import * as vscode from "vscode";
import { fileDiff } from "../../agent/fileDiff.ts";
import type { Model } from "../../model/model.ts";
import { toModelError } from "../../model/modelError.ts";
import { codeOf, refactorMessages } from "../../prompts/refactor.ts";
import { linesOf, shownPath } from "../chat/chips.ts";
import { follow, type Region } from "./region.ts";

/** Lines around the region that go with it. */
const AROUND_LINES = 20;
/** How often the shown diff follows the stream. */
const REPAINT_MS = 80;

export type RefactorInput = { document: vscode.TextDocument; range: vscode.Range; instruction: string };
/** "proposed": the buffer holds the new text and waits for keep or undo. */
type State = "writing" | "proposed" | "settled";

/**
 * One inline refactor: a comment thread under the region shows the change while the model writes it; the buffer holds
 * the original until the answer is whole, then the proposal until it is kept or undone. The person's typing elsewhere
 * moves the region; typing inside it while the model writes stops the task, inside a proposal it keeps the proposal.
 */
export class RefactorTask implements vscode.Disposable {
  readonly thread: vscode.CommentThread;
  private readonly input: RefactorInput;
  private readonly original: string;
  private readonly decoration: vscode.TextEditorDecorationType;
  private readonly listening: vscode.Disposable[] = [];
  private readonly stopped = new AbortController();
  private readonly onSettled: () => void;
  private region: Region;
  private state: State = "writing";
  private proposal = "";
  private applying = false;

  constructor(controller: vscode.CommentController, input: RefactorInput, onSettled: () => void) {
    const { document, range, instruction } = input;
    this.input = input;
    this.onSettled = onSettled;
    this.original = document.getText(range);
    this.region = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    this.thread = controller.createCommentThread(document.uri, range, []);
    this.thread.canReply = false;
    this.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.thread.label = instruction;
    // With the default of comments.openView that package.json sets, a resolved thread does not open the Comments panel.
    this.thread.state = vscode.CommentThreadState.Resolved;
    this.thread.contextValue = "writing";
    this.decoration = vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("diffEditor.insertedLineBackground"),
      overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.addedForeground"),
    });
    this.listening.push(
      vscode.workspace.onDidChangeTextDocument((event) => this.followChange(event)),
      vscode.window.onDidChangeVisibleTextEditors(() => this.decorate()),
    );
  }

  /** Streams the proposal and puts it into the buffer. Failures are shown in the thread; nothing is thrown. */
  async run(model: () => Promise<Model>): Promise<void> {
    this.show("Asking Gemma…");
    try {
      const answer = await this.read(await model());
      const code = codeOf(answer, true);
      if (code === undefined) return this.fail("Gemma answered without code. Try another instruction.");
      await this.propose(code);
    } catch (error) {
      const { fault, message } = toModelError(error, this.stopped.signal);
      if (fault.kind === "aborted") this.settle();
      else this.fail(message);
    }
  }

  keep(): void {
    this.settle();
  }

  /** Puts the original back, or stops the model when nothing was proposed yet. */
  async undo(): Promise<void> {
    this.stopped.abort();
    if (this.state === "proposed") await this.replace(this.original);
    this.settle();
  }

  dispose(): void {
    this.settle();
  }

  private async read(model: Model): Promise<string> {
    const { document, range, instruction } = this.input;
    const [startLine, endLine] = linesOf(range);
    const lines = document.getText().split(/\r?\n/);
    const code = {
      path: shownPath(document.uri),
      languageId: document.languageId,
      startLine,
      endLine,
      text: this.original,
    };
    const messages = refactorMessages(code, instruction, {
      before: lines.slice(Math.max(0, startLine - 1 - AROUND_LINES), startLine - 1).join("\n"),
      after: lines.slice(endLine, endLine + AROUND_LINES).join("\n"),
    });
    let answer = "";
    let painted = 0;
    for await (const event of model.stream({ messages, tools: [] }, this.stopped.signal)) {
      if (event.type === "waiting")
        this.show(event.phase === "queued" ? "Waiting for its turn…" : "Loading the model…");
      if (event.type !== "text") continue;
      answer += event.delta;
      const soFar = codeOf(answer, false);
      if (soFar !== undefined && Date.now() - painted > REPAINT_MS) {
        painted = Date.now();
        this.showDiff(soFar, "growing");
      }
    }
    return answer;
  }

  private async propose(code: string): Promise<void> {
    this.proposal = withEndingOf(code, this.original, this.input.document.eol);
    if (this.proposal === this.original) return this.fail("Gemma would leave this code as it is.");
    await this.replace(this.proposal);
    this.state = "proposed";
    this.thread.contextValue = "proposed";
    this.showDiff(this.proposal, "whole");
    this.unselect();
    this.decorate();
  }

  private async replace(text: string): Promise<void> {
    const { document } = this.input;
    const range = this.rangeOf(this.region);
    const expected = this.state === "proposed" ? this.proposal : this.original;
    if (document.getText(range) !== expected) throw new Error("The code changed meanwhile; nothing was replaced.");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, range, text);
    this.applying = true;
    const done = await vscode.workspace.applyEdit(edit);
    this.applying = false;
    if (!done) throw new Error("The editor refused the change.");
    this.region = { start: this.region.start, end: this.region.start + text.length };
  }

  private followChange(event: vscode.TextDocumentChangeEvent): void {
    if (event.document !== this.input.document || this.applying || this.state === "settled") return;
    for (const change of event.contentChanges) {
      const next = follow(this.region, { offset: change.rangeOffset, length: change.rangeLength, text: change.text });
      if (!next) return this.touched();
      this.region = next;
    }
    this.thread.range = this.rangeOf(this.region);
    this.decorate();
  }

  /** The person typed into the region: what stands there now is theirs. */
  private touched(): void {
    this.stopped.abort();
    this.settle();
  }

  private rangeOf({ start, end }: Region): vscode.Range {
    return new vscode.Range(this.input.document.positionAt(start), this.input.document.positionAt(end));
  }

  private decorate(): void {
    if (this.state !== "proposed") return;
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document === this.input.document) editor.setDecorations(this.decoration, [this.rangeOf(this.region)]);
    }
  }

  /** While the answer grows, what it has not reached yet is shown as it is, not as removed. */
  private showDiff(code: string, state: "growing" | "whole"): void {
    const lines = fileDiff({ path: "", before: this.original, after: code }).hunks.flatMap((hunk) => hunk.lines);
    const reached = state === "whole" ? lines.length : lines.findLastIndex((line) => line.kind !== "removed") + 1;
    const marks = { same: " ", added: "+", removed: "-" } as const;
    const shown = lines.map((line, at) => `${at < reached ? marks[line.kind] : " "} ${line.text}`);
    const fence = "`".repeat(Math.max(3, ...[...shown.join("\n").matchAll(/`+/g)].map((run) => run[0].length + 1)));
    this.show(`${fence}diff\n${shown.join("\n")}\n${fence}`);
  }

  /** A selection over the proposal would hide its colour. */
  private unselect(): void {
    const range = this.rangeOf(this.region);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== this.input.document || !editor.selection.intersection(range)) continue;
      editor.selection = new vscode.Selection(range.start, range.start);
    }
  }

  private fail(message: string): void {
    this.thread.contextValue = "failed";
    this.show(message);
  }

  private show(body: string): void {
    const comment = {
      body: new vscode.MarkdownString(body),
      mode: vscode.CommentMode.Preview,
      author: { name: "Gemma" },
    };
    this.thread.comments = [comment];
  }

  private settle(): void {
    if (this.state === "settled") return;
    this.state = "settled";
    for (const each of this.listening) each.dispose();
    this.decoration.dispose();
    this.thread.dispose();
    this.onSettled();
  }
}

/** The proposal with the original's line endings, and a final one exactly where the original has it. */
function withEndingOf(code: string, original: string, eol: vscode.EndOfLine): string {
  const lineEnd = eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
  const body = code.replace(/\r?\n$/, "").replace(/\r?\n/g, lineEnd);
  return /\n$/.test(original) ? body + lineEnd : body;
}
