import * as vscode from "vscode";
import type { CommandText } from "./commandText.ts";

/** How long a new terminal's shell may take to say that it is ready for several lines. */
const PATIENCE_MS = 3000;

/**
 * Types commands into a terminal of their own, where they wait for the person's Enter. A terminal is used again only when
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
    const free = this.free;
    const terminal = free ?? vscode.window.createTerminal({ name: "Gemma" });
    this.ours.add(terminal);
    this.free = undefined;
    terminal.show();
    if (lines === 1) return terminal.sendText(text, false);
    if (!free) await isReady(terminal);
    await paste(text);
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
 * asks the person first. The person's own clipboard is as it was afterwards.
 */
async function paste(text: string): Promise<void> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  await clipboard.writeText(text);
  try {
    await vscode.commands.executeCommand("workbench.action.terminal.paste");
  } finally {
    await clipboard.writeText(before);
  }
}

/** Waits until the shell has told that it is there, but not for ever: some never do. */
async function isReady(terminal: vscode.Terminal): Promise<void> {
  if (terminal.shellIntegration) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(late);
      listening.dispose();
      resolve();
    };
    const listening = vscode.window.onDidChangeTerminalShellIntegration(
      (event) => event.terminal === terminal && done(),
    );
    const late = setTimeout(done, PATIENCE_MS);
  });
}
