import * as vscode from "vscode";
import { inertWords } from "../../words/inert.ts";

/** Longer names, in characters, would fill the list of terminals. */
const LONGEST_NAME = 40;

/** Opens a terminal of a name that may hold text of others. */
export const openTerminal = (name: string, options: Omit<vscode.ExtensionTerminalOptions, "name">): vscode.Terminal =>
  vscode.window.createTerminal({ ...options, name: inertWords(name.slice(0, LONGEST_NAME)) });
