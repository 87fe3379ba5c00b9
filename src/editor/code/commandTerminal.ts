import * as vscode from "vscode";
import type { CommandText } from "./commandText.ts";
import { askModal, inform, warn } from "../show/notices.ts";

/** Time limit for a terminal to come to the front, and for its shell to become ready. */
const TIMEOUT_MS = 3000;

/**
 * Types commands into a dedicated terminal, where they wait for the user's Enter. A terminal is reused only after its
 * shell reported that the last command ended. Otherwise the text could join existing input, or go to a running program.
 */
export class CommandTerminal implements vscode.Disposable {
  private free: vscode.Terminal | undefined;
  private readonly ours = new Set<vscode.Terminal>();
  private readonly listening: vscode.Disposable[];

  constructor() {
    this.listening = [
      vscode.window.onDidEndTerminalShellExecution(({ terminal }) => {
        if (this.ours.has(terminal)) this.free = terminal;
      }),
      vscode.window.onDidStartTerminalShellExecution(({ terminal }) => this.taken(terminal)),
      vscode.window.onDidCloseTerminal((terminal) => {
        this.ours.delete(terminal);
        this.taken(terminal);
      }),
    ];
  }

  /** Types the commands at the prompt without running them. */
  async type({ text, lines }: CommandText): Promise<void> {
    if (lines === 0) return void inform("Gemma Code: there is no command in this block.");
    if (lines > 1 && !(await mayPaste())) return;
    const free = this.free;
    const terminal = free ?? vscode.window.createTerminal({ name: "Gemma" });
    this.ours.add(terminal);
    this.free = undefined;
    terminal.show();
    if (lines === 1) return terminal.sendText(text, false);
    // Some shells never report; then the editor asks.
    await becomes(() => terminal.shellIntegration !== undefined, vscode.window.onDidChangeTerminalShellIntegration);
    await paste(text, terminal);
  }

  dispose(): void {
    for (const each of this.listening) each.dispose();
  }

  private taken(terminal: vscode.Terminal): void {
    if (this.free === terminal) this.free = undefined;
  }
}

/**
 * Sent line breaks would run each line. Pasted ones wait if the shell supports it; otherwise the editor asks the user
 * first. The user's clipboard is restored.
 */
async function paste(text: string, terminal: vscode.Terminal): Promise<void> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  await clipboard.writeText(text);
  const isInFront = () => vscode.window.activeTerminal === terminal;
  if (!(await becomes(isInFront, vscode.window.onDidChangeActiveTerminal))) {
    void warn("Gemma Code: the terminal did not open. The commands are on the clipboard.");
    return;
  }
  try {
    await vscode.commands.executeCommand("workbench.action.terminal.paste");
  } finally {
    await clipboard.writeText(before);
  }
}

/** Whether the editor asks before pasting lines that the shell cannot hold; otherwise asks the user here. */
async function mayPaste(): Promise<boolean> {
  const warning = vscode.workspace.getConfiguration("terminal.integrated").get("enableMultiLinePasteWarning");
  if (warning !== "never") return true;
  const yes = "Paste";
  const words = "Paste several lines into the terminal? A shell that cannot hold them runs each one at once.";
  return (await askModal({ headline: words }, yes)) === yes;
}

/** Whether a condition is true, now or after an event within the time limit. */
async function becomes<T>(isSo: () => boolean, event: vscode.Event<T>): Promise<boolean> {
  if (isSo()) return true;
  return new Promise((resolve) => {
    const end = (result: boolean) => {
      clearTimeout(late);
      listening.dispose();
      resolve(result);
    };
    const listening = event(() => isSo() && end(true));
    const late = setTimeout(() => end(isSo()), TIMEOUT_MS);
  });
}
