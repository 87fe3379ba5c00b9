import { posix } from "node:path";
import * as vscode from "vscode";
import {
  commandIn,
  expanded,
  inputsOf,
  type PromptFile,
  promptFile,
} from "../../../agent/context/instructions/promptFile.ts";
import type { InstructionFiles } from "../../../agent/ports/instructionFiles.ts";
import { shownPath } from "../../core/documents.ts";
import { askText } from "../../show/inputs.ts";

const PROMPTS = ".github/prompts/**/*.prompt.md";
const MOST_PROMPTS = 100;
/** The most characters of a selection that go into a prompt. */
const MOST_SELECTED = 16_000;

/** A question with its command filled in. */
export type ExpandedQuestion = { prompt: string; onlyAnswers: boolean };

/** The workspace's prompt files as slash commands, read when the user types a slash. */
export class PromptCommands {
  readonly #files: InstructionFiles;
  #prompts: readonly PromptFile[] = [];

  constructor(files: InstructionFiles) {
    this.#files = files;
  }

  /** The commands, as read last. */
  get all(): readonly PromptFile[] {
    return this.#prompts;
  }

  /** Reads the files again. */
  async read(): Promise<void> {
    const paths = await this.#files.list(PROMPTS, MOST_PROMPTS);
    const read = await Promise.all(paths.map(async (path) => promptFile(path, (await this.#files.read(path)) ?? "")));
    this.#prompts = read.filter((file) => file !== undefined);
  }

  /**
   * Fills in the command that a question begins with, after asking the user for its inputs. Undefined if it begins with
   * none; "cancelled" if the user gave no input.
   */
  async expand(typed: string): Promise<ExpandedQuestion | "cancelled" | undefined> {
    if (!typed.trimStart().startsWith("/")) return undefined;
    await this.read();
    const command = commandIn(typed, this.#prompts);
    if (!command) return undefined;
    const { file, rest } = command;
    const values = valuesNow();
    for (const { name, placeholder } of inputsOf(file.body)) {
      const value = await askText({ title: `/${file.name}`, prompt: name, placeHolder: placeholder });
      if (value === undefined) return "cancelled";
      values.set(`input:${name}`, value);
    }
    return { prompt: expanded(file.body, values, rest), onlyAnswers: file.onlyAnswers };
  }
}

/** What the variables of prompts stand for: the active editor and its folder. */
function valuesNow(): Map<string, string> {
  const editor = vscode.window.activeTextEditor;
  const values = new Map<string, string>();
  const uri = editor?.document.uri;
  const folder = (uri && vscode.workspace.getWorkspaceFolder(uri)) ?? vscode.workspace.workspaceFolders?.[0];
  if (folder) values.set("workspaceFolder", folder.uri.fsPath).set("workspaceFolderBasename", folder.name);
  if (!editor || !uri) return values;
  const path = shownPath(uri);
  const selected = editor.document.getText(editor.selection).slice(0, MOST_SELECTED);
  return values
    .set("file", path)
    .set("fileBasename", posix.basename(path))
    .set("fileBasenameNoExtension", posix.basename(path, posix.extname(path)))
    .set("fileDirname", posix.dirname(path))
    .set("selection", selected)
    .set("selectedText", selected);
}
