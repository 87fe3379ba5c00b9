import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as vscode from "vscode";

/** A folder of a suite's own within the open workspace, and what its tests do with files there. */
export class Scratch {
  /** As the tools name it: relative to the workspace. */
  readonly name: string;
  readonly path: string;

  constructor(name: string) {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    if (!folder) throw new Error("The suites need an open folder.");
    this.name = name;
    this.path = join(folder.uri.fsPath, name);
    mkdirSync(this.path, { recursive: true });
  }

  /** Writes a file; the path as the tools name it. */
  write(file: string, content: string | Uint8Array): string {
    const target = this.at(file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    return `${this.name}/${file}`;
  }

  /** A file's bytes on disk as Latin-1, so that each character is one byte. */
  bytes(file: string): string {
    return readFileSync(this.at(file), "latin1");
  }

  text(file: string): string {
    return readFileSync(this.at(file), "utf8");
  }

  /** Shows a file in the editor, with the focus in it. */
  show(file: string): Thenable<vscode.TextEditor> {
    return vscode.window.showTextDocument(vscode.Uri.file(this.at(file)), { preview: false });
  }

  at(file: string): string {
    return join(this.path, file);
  }

  /** Closes all editors without saving and removes the folder. */
  async remove(): Promise<void> {
    await closeAll();
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Closes all editors; what is not saved is dropped. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
}

/** Types a text at a place, as an edit of its own in the undo stack. */
export async function type(editor: vscode.TextEditor, line: number, character: number, text: string): Promise<void> {
  const done = await editor.edit((edit) => edit.insert(new vscode.Position(line, character), text));
  if (!done) throw new Error("The editor refused to type.");
}

/** One Undo in the active editor. */
export async function undo(): Promise<void> {
  await vscode.commands.executeCommand("undo");
}

/** Sets user settings for a suite; the result puts the earlier ones back. */
export async function withSettings(settings: Record<string, unknown>): Promise<() => Promise<void>> {
  const config = () => vscode.workspace.getConfiguration();
  const before = Object.keys(settings).map((key) => [key, config().inspect(key)?.globalValue] as const);
  const set = async (entries: readonly (readonly [string, unknown])[]) => {
    for (const [key, value] of entries) await config().update(key, value, vscode.ConfigurationTarget.Global);
  };
  await set(Object.entries(settings));
  return () => set(before);
}

/** The settings that make a server of the test the one who answers. */
export const answeredBy = (baseUrl: string): Record<string, unknown> => ({
  "gemma.provider": "custom",
  "gemma.baseUrl": baseUrl,
  "gemma.model": "gemma-4-31b-it",
});
