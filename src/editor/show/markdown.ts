import * as vscode from "vscode";
import { inertWords } from "../../words/inert.ts";

/** A hover: words of ours, then code as it stands. */
export const codeHover = (words: string, code: string, languageId: string): vscode.MarkdownString =>
  new vscode.MarkdownString(words).appendCodeblock(code, languageId);

/** Markdown whose links may run some commands of ours. Text of others in it must be escaped (`escapedMarkdown`). */
export function markdownWith(text: string, enabledCommands: readonly string[]): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = { enabledCommands };
  return markdown;
}

/** A reviewer's remark, without commands. Text of others in it must be escaped (`escapedMarkdown`). */
export const remarkComment = (text: string, reviewer: string): vscode.Comment => ({
  body: new vscode.MarkdownString(text),
  mode: vscode.CommentMode.Preview,
  author: { name: inertWords(reviewer) },
});

/** A comment of Gemma's in a thread. Text of others in it must be escaped (`escapedMarkdown`). */
export const gemmaComment = (text: string, enabledCommands: readonly string[]): vscode.Comment => ({
  body: markdownWith(text, enabledCommands),
  mode: vscode.CommentMode.Preview,
  author: { name: "Gemma" },
});
