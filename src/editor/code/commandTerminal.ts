import * as vscode from "vscode";
import type { CommandText } from "./commandText.ts";

/** How long a terminal may take to come to the front, and its shell to say that it is ready. */
const PATIENCE_MS = 3000;

/**
 * Types commands into a terminal of their own, where they wait for the user's Enter. A terminal is used again only when
 * the shell has told that its last command ended: else what is typed could join what stands there, or go to a program.
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

  /** Puts the commands at the prompt; none of them runs by that. */
  async type({ text, lines }: CommandText): Promise<void> {
    if (lines === 0) return void vscode.window.showInformationMessage("Gemma Code: there is no command in this block.");
    if (lines > 1 && !(await mayPaste())) return;
    const free = this.free;
    const terminal = free ?? vscode.window.createTerminal({ name: "Gemma" });
    this.ours.add(terminal);
    this.free = undefined;
    terminal.show();
    if (lines === 1) return terminal.sendText(text, false);
    // Some shells never tell; then the editor asks.
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
 * Line ends that are sent would run each line. Pasted, they wait where the shell can hold them; where it cannot, the editor
 * asks the user first. The user's own clipboard is as it was afterwards.
 */
async function paste(text: string, terminal: vscode.Terminal): Promise<void> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  await clipboard.writeText(text);
  const isInFront = () => vscode.window.activeTerminal === terminal;
  if (!(await becomes(isInFront, vscode.window.onDidChangeActiveTerminal))) {
    void vscode.window.showWarningMessage("Gemma Code: the terminal did not open. The commands are on the clipboard.");
    return;
  }
  try {
    await vscode.commands.executeCommand("workbench.action.terminal.paste");
  } finally {
    await clipboard.writeText(before);
  }
}

/** Whether the editor would ask before it pastes lines that the shell cannot hold; else the user is asked here. */
async function mayPaste(): Promise<boolean> {
  const warning = vscode.workspace.getConfiguration("terminal.integrated").get("enableMultiLinePasteWarning");
  if (warning !== "never") return true;
  const yes = "Paste";
  const words = "Paste several lines into the terminal? A shell that cannot hold them runs each one at once.";
  return (await vscode.window.showWarningMessage(words, { modal: true }, yes)) === yes;
}

/** Whether something is so, now or when an event of the next moments tells. */
async function becomes<T>(isSo: () => boolean, event: vscode.Event<T>): Promise<boolean> {
  if (isSo()) return true;
  return new Promise((resolve) => {
    const end = (result: boolean) => {
      clearTimeout(late);
      listening.dispose();
      resolve(result);
    };
    const listening = event(() => isSo() && end(true));
    const late = setTimeout(() => end(isSo()), PATIENCE_MS);
  });
}
