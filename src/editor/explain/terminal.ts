import * as vscode from "vscode";
import type { Question } from "../../chat/session/session.ts";
import { explainTerminalPrompt } from "../../prompts/explain.ts";
import { budgeted } from "./budget.ts";
import { asksToExplain, hint } from "./explain.ts";

/**
 * The question about the terminal's selection, otherwise its last command with the output. No API gives the selection,
 * so the editor copies it to the clipboard, whose content is then restored.
 */
export async function explainTerminalQuestion(): Promise<Question | undefined> {
  const terminal = vscode.window.activeTerminal;
  if (!terminal) return hint("Open a terminal and select what to explain.");
  const copied =
    (await copiedBy("workbench.action.terminal.copySelection")) ??
    (await copiedBy("workbench.action.terminal.copyLastCommandAndLastCommandOutput"));
  if (copied === undefined) return hint("Select in the terminal what to explain.");
  // Errors are at the end of the output.
  const { text, size } = budgeted(copied.trimEnd(), "end");
  return asksToExplain(`Explain the output of ${terminal.name}`, explainTerminalPrompt(text), [
    { label: `Terminal (${size})` },
  ]);
}

/** The text that a command copies; undefined if it copies nothing. Restores the user's clipboard. */
async function copiedBy(command: string): Promise<string | undefined> {
  const { clipboard } = vscode.env;
  const before = await clipboard.readText();
  // A unique text shows whether the command copied anything.
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
