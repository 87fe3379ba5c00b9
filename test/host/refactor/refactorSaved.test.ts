import assert from "node:assert/strict";
import * as vscode from "vscode";
import { until } from "../../support/until.ts";
import { type, undo, withSettings } from "../editing.ts";
import { heldBack } from "./heldBack.ts";
import { refactorBed } from "./refactorBed.ts";

const source = "top();\nline1();\nline2();\nline3();  \nline4();\nend();\n";
const proposal = "ONE();\t\nline2();\nTHREE();\nnew();\nline4();\n";
const whole = `top();\n${proposal}end();\n`;
const withoutBlanks = (text: string) => text.replace(/[ \t]+$/gm, "");

describe("an inline refactor whose file is saved while the model writes", () => {
  const bed = refactorBed("saved-suite");

  let count = 0;
  /** Starts a refactor of lines 1 to 4; resolves when its first change is in the buffer and the model writes on. */
  async function begin(ending = "js", pieces = ["```js\nONE();\t\nline2();\n", "THREE();\nnew();\nline4();\n```"]) {
    const { scratch, task: newTask } = bed();
    const name = `saved${++count}.${ending}`;
    scratch.write(name, source);
    const editor = await scratch.show(name);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const task = newTask(editor.document, new vscode.Range(1, 0, 4, 8), "Shout");
    const { model, next } = heldBack(pieces);
    const done = task.run(() => Promise.resolve({ model, sampling: {} }));
    await until("the first change", () => editor.document.getText().includes("ONE") || undefined);
    return { editor, document: editor.document, name, task, done, next };
  }
  const pending = (document: vscode.TextDocument) => bed().review.hunksOf(document.uri).length;

  async function withLineEndsOnSave(work: () => Promise<void>): Promise<void> {
    const listening = vscode.workspace.onWillSaveTextDocument((event) => {
      if (event.document.fileName.endsWith(".crlf"))
        event.waitUntil(Promise.resolve([vscode.TextEdit.setEndOfLine(vscode.EndOfLine.CRLF)]));
    });
    try {
      await work();
    } finally {
      listening.dispose();
    }
  }

  it("continues after a plain save", async () => {
    const { document, task, done, next } = await begin();
    await document.save();
    next(0);
    await done;
    assert.equal(document.getText(), whole);
    assert.equal(task.state, "proposed");
    await task.undo();
    assert.equal(document.getText(), source);
  });

  it("continues when the save trims trailing spaces, and restores only its own changes", async () => {
    const back = await withSettings({ "files.trimTrailingWhitespace": true });
    try {
      const { document, task, done, next } = await begin();
      await document.save();
      assert.equal(document.getText(), "top();\nONE();\nline2();\nline3();\nline4();\nend();\n");
      assert.equal(task.state, "writing");
      next(0);
      await done;
      assert.equal(withoutBlanks(document.getText()), withoutBlanks(whole));
      assert.equal(task.state, "proposed");
      await task.undo();
      assert.equal(document.getText(), withoutBlanks(source));
      assert.equal(pending(document), 0);
    } finally {
      await back();
    }
  });

  it("continues when the save changes the line ends, and is undone with the new ones", () =>
    withLineEndsOnSave(async () => {
      const { document, task, done, next, name } = await begin("crlf");
      await document.save();
      assert.ok(bed().scratch.text(name).includes("ONE();\t\r\n"));
      assert.equal(task.state, "writing");
      next(0);
      await done;
      assert.equal(document.getText(), whole.replaceAll("\n", "\r\n"));
      assert.equal(task.state, "proposed");
      await task.undo();
      assert.equal(document.getText(), source.replaceAll("\n", "\r\n"));
    }));

  it("continues when the save reformats the lines", async () => {
    const back = await withSettings({ "editor.formatOnSave": true });
    const provideDocumentFormattingEdits = (document: vscode.TextDocument) =>
      [...Array(document.lineCount - 1).keys()].map((at) => vscode.TextEdit.insert(new vscode.Position(at, 0), "  "));
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      { pattern: "**/saved-suite/*.fmt" },
      { provideDocumentFormattingEdits },
    );
    try {
      const { document, task, done, next } = await begin("fmt");
      await document.save();
      assert.equal(task.state, "writing");
      next(0);
      await done;
      assert.equal(document.getText(), "  top();\nONE();\t\n  line2();\nTHREE();\nnew();\n  line4();\n  end();\n");
      await task.undo();
      assert.equal(document.getText().replace(/^ +/gm, ""), source);
    } finally {
      formatter.dispose();
      await back();
    }
  });

  it("restores the original when stopped after the save", () =>
    withLineEndsOnSave(async () => {
      const { document, task, done } = await begin("crlf");
      await document.save();
      await task.undo();
      await done;
      assert.equal(document.getText(), source.replaceAll("\n", "\r\n"));
      assert.equal(task.state, "settled");
      assert.equal(pending(document), 0);
    }));

  it("stops when the user types a line inside, or undoes what was written", async () => {
    const typed = await begin();
    await type(typed.editor, 3, 0, "// mine\n");
    await typed.done;
    assert.equal(typed.task.state, "proposed");
    assert.equal(typed.document.getText(), source.replace("line1();", "ONE();\t").replace("line3", "// mine\nline3"));
    await typed.task.undo();
    assert.equal(typed.document.getText(), source.replace("line3", "// mine\nline3"));
    const undone = await begin();
    await undo();
    await undone.done;
    assert.equal(undone.document.getText(), source);
    assert.equal(pending(undone.document), 0);
  });

  const signs: [name: string, from: string, to: string, left: string][] = [
    ["quotes of what was written", "ONE('a')", 'ONE("a")', source],
    ["a semicolon of what was written", "ONE('a');", "ONE('a')", source],
    ["brackets over several lines", "ONE('a')", "ONE(\n  'a',\n)", source],
    ["signs of a line that is not written yet", "line4();", "line4()", source.replace("line4();", "line4()")],
  ];
  for (const [name, from, to, left] of signs) {
    it(`leaves nothing half done where a formatter changes ${name}, and says so`, async () => {
      const provideDocumentFormattingEdits = (document: vscode.TextDocument) => {
        const at = document.getText().indexOf(from);
        const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
        return at < 0 ? [] : [vscode.TextEdit.replace(range, to)];
      };
      const formatter = vscode.languages.registerDocumentFormattingEditProvider(
        { pattern: "**/saved-suite/*.signs" },
        { provideDocumentFormattingEdits },
      );
      const back = await withSettings({ "editor.formatOnSave": true });
      try {
        const pieces = ["```js\nONE('a');\nline2();\n", "THREE();\nnew();\nline4();\n```"];
        const { document, task, done, next } = await begin("signs", pieces);
        await document.save();
        next(0);
        await done;
        assert.equal(document.getText(), left);
        assert.equal(pending(document), 0);
        assert.equal(task.state, "failed");
        assert.match(task.says, /formatted while Gemma wrote/);
      } finally {
        formatter.dispose();
        await back();
      }
    });
  }

  it("restores the original when the user replaces all semicolons, and keeps the replacement in the user's own lines", async () => {
    const { document, task, done, next } = await begin();
    const edit = new vscode.WorkspaceEdit();
    for (const { index } of document.getText().matchAll(/;/g))
      edit.delete(document.uri, new vscode.Range(document.positionAt(index), document.positionAt(index + 1)));
    await vscode.workspace.applyEdit(edit);
    next(0);
    await done;
    assert.equal(document.getText(), source.replaceAll(";", "").replace("line1()", "line1();"));
    assert.equal(pending(document), 0);
    assert.match(task.says, /signs in it were replaced/);
  });
});
