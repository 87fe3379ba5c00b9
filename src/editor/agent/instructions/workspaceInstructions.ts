import { join } from "node:path";
import * as vscode from "vscode";
import type { InstructionFiles } from "../../../agent/ports/instructionFiles.ts";
import { folders, shownPath } from "../../core/documents.ts";
import { find, insideText } from "../../core/reading.ts";

/** The instruction files of a trusted workspace on disk. */
export class WorkspaceInstructions implements InstructionFiles {
  roots(): string[] {
    if (!vscode.workspace.isTrusted) return [];
    const all = folders();
    return all.length === 1 ? [""] : all.map(({ name }) => `${name}/`);
  }

  async read(path: string): Promise<string | undefined> {
    const at = this.roots().findIndex((root) => path.startsWith(root));
    const folder = folders()[at];
    if (!folder) return undefined;
    return insideText(vscode.Uri.file(join(folder.path, path.slice(this.roots()[at]!.length))));
  }

  async list(glob: string, most: number): Promise<string[]> {
    if (!vscode.workspace.isTrusted) return [];
    const found = await Promise.all(
      folders().map(({ path }) => {
        const pattern = new vscode.RelativePattern(vscode.Uri.file(path), glob);
        return vscode.workspace.findFiles(pattern, null, most);
      }),
    );
    return found.flat().map(shownPath).sort().slice(0, most);
  }

  async place(path: string): Promise<string | undefined> {
    return (await find(path).catch(() => undefined))?.shown;
  }
}
