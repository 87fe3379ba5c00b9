import type * as vscode from "vscode";

/** What may be known of an inline refactor beforehand; what is missing is asked for or chosen. */
export type RefactorRequest = {
  instruction?: string;
  uri?: vscode.Uri;
  range?: vscode.Range;
  hints?: readonly string[];
};

/** Begins an inline refactor; resolves when the model has ended. */
export type StartRefactor = (request: RefactorRequest) => Promise<void>;
