import * as vscode from "vscode";
import type { Question } from "../../chat/session/session.ts";
import { explainTerminalPrompt } from "../../prompts/explain.ts";
import { budgeted } from "./budget.ts";
import { asksToExplain, hint } from "./explain.ts";

/**
 * The question that explains what is selected in the terminal, else its last command with its output. There is no API for
 * a terminal's selection: the editor copies it to the clipboard, whose text is put back.
 */
export async function explainTerminalQuestion(): Promise<Question | undefined> {
  const terminal = vscode.window.activeTerminal;
  if (!terminal) return hint("Open a terminal and select what to explain.");
  const copied =
    (await copiedBy("workbench.action.terminal.copySelection")) ??
    (await copiedBy("workbench.action.terminal.copyLastCommandAndLastCommandOutput"));
  if (copied === undefined) return hint("Select in the terminal what to explain.");
  // Errors stand at the end of an output.
  const { text, size } = budgeted(copied.trimEnd(), "end");
  return asksToExplain(`Explain the output of ${terminal.name}`, explainTerminalPrompt(text), [
    { label: `Terminal (${size})` },
  ]);
}

/** What a command copies, or undefined when it copies nothing. The user's own clipboard is as it was afterwards. */
async function copiedBy(command: string): Promise<string | undefined> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  // A text nobody copies tells whether the command did.
  const marker = `gemma-code-${crypto.randomUUID()}`;
  await clipboard.writeText(marker);
  try {
    await vscode.commands.executeCommand(command);
    const copied = await clipboard.readText();
    return copied === marker || copied.trim() === "" ? undefined : copied;
  } finally {
    await clipboard.writeText(before);
  }
}
