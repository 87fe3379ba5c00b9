import * as vscode from "vscode";
import { type Transcript, turnsOf } from "../../agent/transcript/transcript.ts";
import { planText } from "../../chat/planText.ts";
import { openUntitled } from "../core/reading.ts";

/** The plans that the user edits as documents. What was written there counts, also once the document is closed. */
export class PlanBook implements vscode.Disposable {
  readonly #chat: { transcript(): Transcript };
  readonly #open = new Map<vscode.TextDocument, string>();
  readonly #texts = new Map<string, string>();
  readonly #listening = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    const turnId = this.#open.get(document);
    if (turnId !== undefined) this.#texts.set(turnId, document.getText());
  });

  constructor(chat: { transcript(): Transcript }) {
    this.#chat = chat;
  }

  /** Opens a turn's plan as an untitled Markdown document, the same one if it is open. */
  async edit(turnId: string): Promise<void> {
    const text = this.textOf(turnId);
    if (text === undefined) return;
    const open = [...this.#open].find(([document, id]) => id === turnId && !document.isClosed)?.[0];
    const document = open ?? (await openUntitled(`${text}\n`, "markdown"));
    this.#open.set(document, turnId);
    await vscode.window.showTextDocument(document);
  }

  /** A turn's plan as it stands; undefined if the turn has none. */
  textOf(turnId: string): string | undefined {
    const turn = turnsOf(this.#chat.transcript()).find(({ id }) => id === turnId);
    return turn && (this.#texts.get(turnId)?.trim() || planText(turn));
  }

  dispose(): void {
    this.#listening.dispose();
  }
}
