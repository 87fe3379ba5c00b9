import * as vscode from "vscode";
import { tokenReport } from "../../chat/usage/tokenReport.ts";
import type { TokenProbability } from "../../model/certainty.ts";
import type { Model } from "../../model/model.ts";
import { virtualTexts } from "../core/virtualTexts.ts";

/** How many answers' probabilities are kept; older ones are dropped. */
const KEPT = 20;

/**
 * The token probabilities of this window's answers. Kept only in memory, so chat files stay small; a reload drops them.
 */
export class ProbabilityBook implements vscode.Disposable {
  private readonly kept = new Map<string, readonly TokenProbability[]>();
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly marks = {
    unsure: markOf("editorWarning.foreground"),
    guessed: markOf("editorError.foreground"),
  };
  readonly onChange = this.changes.event;

  /** The turns with probabilities to show. */
  get turns(): readonly string[] {
    return [...this.kept.keys()];
  }

  /** A model whose probabilities are removed from its events and kept under the turn that is open then. */
  of(model: Model, turnId: () => string | undefined): Model {
    const add = (tokens: readonly TokenProbability[]): void => this.add(turnId(), tokens);
    return {
      get info() {
        return model.info;
      },
      async *stream(request, signal) {
        for await (const event of model.stream(request, signal)) {
          if (event.type !== "done" || event.tokens === undefined) {
            yield event;
            continue;
          }
          const { tokens, ...done } = event;
          add(tokens);
          yield done;
        }
      },
    };
  }

  /** Opens a turn's probabilities as a read-only document. */
  async show(turnId: string, label: string | undefined): Promise<void> {
    const tokens = this.kept.get(turnId);
    if (tokens === undefined) return;
    const { text, rows } = tokenReport(tokens, label);
    const uri = virtualTexts.put("Token probabilities.txt", text);
    const editor = await vscode.window.showTextDocument(uri, { preview: true });
    for (const is of ["unsure", "guessed"] as const) {
      const lines = rows.filter((row) => row.is === is);
      editor.setDecorations(
        this.marks[is],
        lines.map(({ line }) => editor.document.lineAt(line).range),
      );
    }
  }

  dispose(): void {
    this.changes.dispose();
    for (const mark of Object.values(this.marks)) mark.dispose();
  }

  private add(turnId: string | undefined, tokens: readonly TokenProbability[]): void {
    if (turnId === undefined) return;
    const whole = [...(this.kept.get(turnId) ?? []), ...tokens];
    this.kept.delete(turnId);
    this.kept.set(turnId, whole);
    const oldest = this.kept.keys().next().value;
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.changes.fire();
  }
}

const markOf = (color: string): vscode.TextEditorDecorationType =>
  vscode.window.createTextEditorDecorationType({ color: new vscode.ThemeColor(color) });
