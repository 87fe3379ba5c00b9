import * as vscode from "vscode";
import { CELL_SCHEME } from "../core/workspace/cells.ts";
import type { RefactorTask } from "./refactorTask.ts";
import { inertWords } from "../../words/inert.ts";

/**
 * Notebooks don't show comment threads of extensions. There lenses show a proposal's words and actions; Keep and Undo
 * are above each hunk as everywhere.
 */
export class CellLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly tasksOf: (document: vscode.TextDocument) => readonly RefactorTask[];
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly listening = vscode.languages.registerCodeLensProvider({ scheme: CELL_SCHEME }, this);
  readonly onDidChangeCodeLenses = this.changes.event;

  /** @param tasksOf the running refactors of a document */
  constructor(tasksOf: (document: vscode.TextDocument) => readonly RefactorTask[]) {
    this.tasksOf = tasksOf;
  }

  /** Call whenever the visible state of a refactor has changed. */
  refresh(): void {
    this.changes.fire();
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    return this.tasksOf(document).flatMap((task) => {
      const thread = task.shownThreads.at(-1);
      const { start } = task.range;
      const range = new vscode.Range(start, start);
      return lensesOf(task).map(
        ([title, command]) =>
          new vscode.CodeLens(range, {
            title,
            command,
            arguments: command === FOLLOW_UP ? [{ thread }] : command === "" ? [] : [thread],
          }),
      );
    });
  }

  dispose(): void {
    this.listening.dispose();
    this.changes.dispose();
  }
}

const FOLLOW_UP = "gemma.followUpRefactor";

/** A title and its command; a lens without a command is text only. */
type Lens = [title: string, command: string];

/** The longest text of a lens; the editor cuts longer ones silently. */
const MOST = 160;

/** Text on one line, without icon syntax. */
function oneLine(words: string): string {
  const line = words.replaceAll(/\s+/g, " ").replaceAll("$(", "$ (");
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
}

function lensesOf({ state, isWaiting, isSpoken, says: words }: RefactorTask): Lens[] {
  const says = inertWords(oneLine(words));
  const wake: Lens[] = [["Ask now", "gemma.askNow"]];
  const said: Lens[] = [[says, ""]];
  switch (state) {
    case "writing":
      return [
        [`$(loading~spin) ${says || "Writing…"}`, ""],
        ...(isWaiting ? wake : []),
        ["Stop", "gemma.stopRefactor"],
      ];
    case "proposed":
      return [...(says === "" ? [] : said), ["Ask for another change", FOLLOW_UP]];
    case "failed":
      return [
        [`$(${isSpoken ? "comment" : "error"}) ${says}`, ""],
        ["Try other words", FOLLOW_UP],
        ["Close", "gemma.undoRefactor"],
      ];
    case "settled":
      return [];
  }
}
