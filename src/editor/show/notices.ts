import * as vscode from "vscode";
import { inertLines, inertWords } from "../../words/inert.ts";

/** Shows a notification; resolves with the button that the user chose. The words may hold text of others. */
export const inform = <T extends string>(words: string, ...buttons: T[]): Promise<T | undefined> =>
  Promise.resolve(vscode.window.showInformationMessage(inertWords(words), ...buttons));

/** Like `inform`, as a warning. */
export const warn = <T extends string>(words: string, ...buttons: T[]): Promise<T | undefined> =>
  Promise.resolve(vscode.window.showWarningMessage(inertWords(words), ...buttons));

/** Like `inform`, as an error. */
export const tellError = <T extends string>(words: string, ...buttons: T[]): Promise<T | undefined> =>
  Promise.resolve(vscode.window.showErrorMessage(inertWords(words), ...buttons));

/** Asks in a dialog that the user must answer; undefined if dismissed. */
export const askModal = <T extends string>(
  { headline, detail }: { headline: string; detail?: string },
  ...buttons: T[]
): Promise<T | undefined> => {
  const options = { modal: true, ...(detail !== undefined && { detail: inertLines(detail) }) };
  return Promise.resolve(vscode.window.showWarningMessage(inertWords(headline), options, ...buttons));
};
