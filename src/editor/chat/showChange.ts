import * as vscode from "vscode";
import type { FileChange } from "../../agent/transcript/turnEvent.ts";
import { virtualTexts } from "../core/virtualTexts.ts";
import { withSigns } from "../../words/signs.ts";
import { inform } from "../show/notices.ts";

/** Opens VS Code's diff editor on a change that waits for approval or was settled in this window. */
export async function showChange(change: FileChange | undefined): Promise<void> {
  if (!change) {
    void inform("The texts of this change are no longer kept; open the file instead.");
    return;
  }
  const before = virtualTexts.put(change.path, change.before ?? "");
  const after = virtualTexts.put(change.path, change.after);
  await vscode.commands.executeCommand(
    "vscode.diff",
    before,
    after,
    `${withSigns(change.path, true)} (proposed by Gemma)`,
  );
}
