import assert from "node:assert/strict";
import { ESLint } from "eslint";

/** Code that shows words past the door, which the linter must refuse anywhere but in src/editor/show. */
const past = [
  'void vscode.window.showInformationMessage("x");',
  'void vscode.window.showWarningMessage("x", { modal: true });',
  'void vscode.window["showErrorMessage"]("x");',
  "const { showErrorMessage } = vscode.window; void showErrorMessage;",
  "void vscode.window.showQuickPick([]);",
  "void vscode.window.showInputBox({});",
  "void vscode.window.withProgress({ location: 15 }, async (progress) => progress.report({}));",
  "void vscode.window.setStatusBarMessage('x');",
  "vscode.window.createInputBox().validationMessage = 'x';",
  "void new vscode.MarkdownString('x');",
  "import { MarkdownString } from 'vscode';",
  "import { window } from 'vscode';",
  "void hover.appendMarkdown(words);",
  "vscode.window.createQuickPick().placeholder = `Pick ${words}`;",
  "vscode.window.createInputBox().prompt = `Say ${words}`;",
  "vscode.window.createQuickPick().title = `Rename ${words}`;",
  "void { iconPath, tooltip: `Delete ${words}` };",
  "void vscode.commands.executeCommand('vscode.diff', a, b, `${change.path} (proposed)`);",
  "vscode.window.createQuickPick().items = [];",
  "void vscode.window.createTerminal({ name: command.text });",
  "void vscode.window.createTerminal({ name, pty });",
  "void { body: 'x', mode: vscode.CommentMode.Preview, author: { name: 'x' } };",
];

describe("the door for words", () => {
  const eslint = new ESLint();
  const refused = async (code: string, filePath: string): Promise<number> => {
    const text = `import * as vscode from "vscode";\n${code}\n`;
    const [result] = await eslint.lintText(text, { filePath });
    return (result?.messages ?? []).filter(({ ruleId }) => ruleId === "no-restricted-syntax").length;
  };
  for (const code of past)
    it(`is the only way: ${code}`, async () => {
      assert.ok((await refused(code, "src/editor/chat/another.ts")) > 0);
      assert.equal(await refused(code, "src/editor/show/notices.ts"), 0);
    }).timeout(60_000);
});
