import type * as vscode from "vscode";

/** Known facts about an inline refactor; the rest is asked or chosen. */
export type RefactorRequest = {
  instruction?: string;
  uri?: vscode.Uri;
  range?: vscode.Range;
  hints?: readonly string[];
};

/** Starts an inline refactor; resolves when the model has ended. */
export type StartRefactor = (request: RefactorRequest) => Promise<void>;
