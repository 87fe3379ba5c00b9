import * as vscode from "vscode";
import type { Model } from "../../model/model.ts";
import { RefactorTask } from "./refactorTask.ts";

const HISTORY = "gemma.refactor.history";
const KEPT = 20;

/** The inline refactors under way, one comment thread each. */
export class Refactors implements vscode.Disposable {
  private readonly controller = vscode.comments.createCommentController("gemma.refactor", "Gemma Code");
  private readonly tasks = new Set<RefactorTask>();
  private readonly memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.memory = memory;
  }

  /** Asks what to do with the selection (or the cursor's line) and starts; a given instruction is not asked for. */
  async start(model: () => Promise<Model>, given?: string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      void vscode.window.showInformationMessage("Open a file and select the code to refactor.");
      return;
    }
    if (vscode.workspace.fs.isWritableFileSystem(editor.document.uri.scheme) === false) {
      void vscode.window.showInformationMessage("This document is read-only.");
      return;
    }
    const range = wholeLines(editor.document, editor.selection);
    const instruction = given ?? (await this.askInstruction());
    if (!instruction) return;
    const input = { document: editor.document, range, instruction };
    const task = new RefactorTask(this.controller, input, () => {
      this.tasks.delete(task);
      this.tellKeys();
    });
    this.tasks.add(task);
    this.tellKeys();
    await task.run(model);
  }

  keep(thread?: vscode.CommentThread): void {
    this.find(thread)?.keep();
  }

  async undo(thread?: vscode.CommentThread): Promise<void> {
    await this.find(thread)?.undo();
  }

  dispose(): void {
    for (const task of this.tasks) task.dispose();
    this.controller.dispose();
  }

  /** The keys for keep and undo are bound only while there is something to keep. */
  private tellKeys(): void {
    void vscode.commands.executeCommand("setContext", "gemma.proposalOpen", this.tasks.size > 0);
  }

  /** The task of a thread; without one (a key, the palette) the one at the cursor, else the latest. */
  private find(thread: vscode.CommentThread | undefined): RefactorTask | undefined {
    const tasks = [...this.tasks];
    if (thread) return tasks.find((task) => task.thread === thread);
    const editor = vscode.window.activeTextEditor;
    const here = tasks.filter((task) => task.thread.uri.toString() === editor?.document.uri.toString());
    return here.find((task) => editor && task.thread.range?.contains(editor.selection.active)) ?? here.at(-1);
  }

  private async askInstruction(): Promise<string | undefined> {
    const earlier = this.memory.get<string[]>(HISTORY, []);
    const instruction = await pickInstruction(earlier);
    if (instruction) {
      const kept = [instruction, ...earlier.filter((each) => each !== instruction)].slice(0, KEPT);
      await this.memory.update(HISTORY, kept);
    }
    return instruction;
  }
}

/** An input that takes any text and offers what was asked before. */
function pickInstruction(earlier: readonly string[]): Promise<string | undefined> {
  const input = vscode.window.createQuickPick();
  input.placeholder = "What should Gemma do with this code?";
  const offer = () => {
    const typed = input.value.trim();
    const rows = earlier.map((label) => ({ label, iconPath: new vscode.ThemeIcon("history") }));
    input.items = typed && !earlier.includes(typed) ? [{ label: typed }, ...rows] : rows;
  };
  offer();
  return new Promise((resolve) => {
    input.onDidChangeValue(offer);
    input.onDidAccept(() => {
      resolve(input.value.trim() || input.activeItems[0]?.label);
      input.hide();
    });
    input.onDidHide(() => {
      resolve(undefined);
      input.dispose();
    });
    input.show();
  });
}

function wholeLines(document: vscode.TextDocument, selection: vscode.Selection): vscode.Range {
  const endsAtStart = selection.end.character === 0 && selection.end.line > selection.start.line;
  const last = document.lineAt(endsAtStart ? selection.end.line - 1 : selection.end.line);
  return new vscode.Range(selection.start.line, 0, last.lineNumber, last.text.length);
}
