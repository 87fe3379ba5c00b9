import * as vscode from "vscode";
import { WorkspaceError } from "../../agent/ports/workspaceFault.ts";
import { type CodeAction, type CodeBlockText, fenceInfo } from "../../chat/codeBlocks.ts";
import { insertedCode, type InsertPlace } from "../../edit/text/insertAt.ts";
import type { WorkspaceFiles } from "../files/workspaceFiles.ts";
import { applyBlock } from "./applyBlock.ts";
import { asking, tellRefusal } from "./asking.ts";
import { commandText } from "./commandText.ts";
import { CommandTerminal } from "./commandTerminal.ts";
import { languageId } from "./languageIds.ts";
import { ownFile } from "./blockEdits.ts";
import { warn } from "../show/notices.ts";
import { documentAt, openUntitled } from "../core/reading.ts";

/** Callbacks for follow-up actions. */
type Ways = {
  /** Shows all pending changes. */
  review(): Promise<void>;
  /** Puts text into the composer, for the user to send. */
  compose(text: string): Promise<void>;
};

/** Puts an answer's code where the user wants it: into a file, at the cursor, into a new file or a terminal. */
export class AnswerCode implements vscode.Disposable {
  private readonly files: WorkspaceFiles;
  private readonly ways: Ways;
  private readonly terminal = new CommandTerminal();

  constructor(files: WorkspaceFiles, ways: Ways) {
    this.files = files;
    this.ways = ways;
  }

  async use(action: CodeAction, block: CodeBlockText): Promise<void> {
    switch (action) {
      case "insert":
        return this.insert(block);
      case "new-file":
        return this.openNew(block);
      case "apply":
        return isTrusted("change files") ? this.apply(block) : undefined;
      case "run":
        return isTrusted("use a terminal") ? this.terminal.type(commandText(block.code)) : undefined;
    }
  }

  dispose(): void {
    this.terminal.dispose();
  }

  private async insert(block: CodeBlockText): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return this.openNew(block);
    const done = await editor.edit((edit) => {
      for (const selection of editor.selections)
        edit.replace(selection, insertedCode(block.code, placeOf(editor, selection)));
    });
    if (!done) void warn("Gemma Code: the editor in front takes no changes. Open another.");
  }

  private async apply(block: CodeBlockText): Promise<void> {
    const done = await applyBlock(this.files, block, asking);
    if (!done) return;
    if ("refusal" in done) return tellRefusal(done, this.ways.compose);
    for (const { path, text } of done.made) await this.openUntitled(text, path);
    const [first, more] = done.changed;
    if (more) return this.ways.review();
    if (!first) return;
    const at = first.document.positionAt(first.offset);
    const shown = await vscode.window.showTextDocument(first.document, { preview: false });
    shown.selection = new vscode.Selection(at, at);
    shown.revealRange(shown.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private async openNew(block: CodeBlockText): Promise<void> {
    const file = ownFile(block);
    if (file) return this.openUntitled(file.text, file.path);
    const language = languageId(fenceInfo(block.info).language, await vscode.languages.getLanguages());
    await openText(block.code, language);
  }

  /** Opens an unsaved document; saving creates the file at `path`, if there is none. */
  private async openUntitled(text: string, path: string): Promise<void> {
    const uri = await this.files.newUri(path).catch((error: unknown) => {
      if (error instanceof WorkspaceError) return undefined;
      throw error;
    });
    const document = uri && (await documentAt(uri.with({ scheme: "untitled" })));
    // An earlier one may hold text that the user wrote since.
    if (!document || (document.getText() !== "" && document.getText() !== text)) {
      const { language } = fenceInfo(path);
      return openText(text, languageId(language, await vscode.languages.getLanguages()));
    }
    if (document.getText() === "") {
      const change = new vscode.WorkspaceEdit();
      change.insert(document.uri, new vscode.Position(0, 0), text);
      await vscode.workspace.applyEdit(change);
    }
    await vscode.window.showTextDocument(document, { preview: false });
  }
}

/** The surroundings of a selection: its line, and the file's indentation. */
function placeOf({ document, options }: vscode.TextEditor, { start, end }: vscode.Selection): InsertPlace {
  const { insertSpaces, tabSize } = options;
  return {
    before: document.lineAt(start.line).text.slice(0, start.character),
    replaced: document.getText(new vscode.Range(start, end)).replaceAll("\r\n", "\n"),
    after: document.lineAt(end.line).text.slice(end.character),
    indent: insertSpaces === false ? "\t" : " ".repeat(Number(tabSize) || 4),
  };
}

async function openText(content: string, language: string | undefined): Promise<void> {
  const document = await openUntitled(content, language);
  await vscode.window.showTextDocument(document, { preview: false });
}

/** Whether the user trusts the workspace; otherwise says what is off. */
function isTrusted(what: string): boolean {
  if (vscode.workspace.isTrusted) return true;
  void warn(`Gemma Code: this workspace is restricted. Trust it to ${what} with an answer's code.`);
  return false;
}
