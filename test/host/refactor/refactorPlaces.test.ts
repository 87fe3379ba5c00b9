import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import { chooseRange } from "../../../src/editor/refactor/region/chooseRange.ts";
import { pickInstruction } from "../../../src/editor/refactor/instruction/pickInstruction.ts";
import { surroundingsOf } from "../../../src/editor/refactor/answer/surroundings.ts";
import { fail, say } from "../../support/scriptedAnswer.ts";
import { type ScriptedServer, startScriptedServer } from "../../support/scriptedServer.ts";
import { until } from "../../support/until.ts";
import { MemoryFiles } from "./memoryFiles.ts";
import { answeredBy, closeAll, Scratch, withSettings } from "../editing.ts";

const refactor = (instruction = "Shout") => vscode.commands.executeCommand("gemma.refactor", instruction);
const keep = () => vscode.commands.executeCommand("gemma.keepRefactor");
const takeBack = () => vscode.commands.executeCommand("gemma.undoRefactor");
const answer = "```js\nFIRST();\n```\n";

describe("where an inline refactor works", () => {
  let scratch: Scratch;
  let server: ScriptedServer;
  let restore: () => Promise<void>;
  before(async () => {
    server = await startScriptedServer({ script: () => [say(answer)] });
    restore = await withSettings({ "files.autoSave": "off", ...answeredBy(server.baseUrl) });
    scratch = new Scratch("places-suite");
  });
  after(async () => {
    await scratch.remove();
    await restore();
    await server.close();
  });
  beforeEach(() => server.setScript(() => [say(answer)]));
  afterEach(async () => {
    await takeBack();
    await closeAll();
  });

  it("in a notebook's cell", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "first();\nsecond();", "javascript");
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", new vscode.NotebookData([cell]));
    const document = notebook.cellAt(0).document;
    const range = new vscode.Range(0, 0, 0, 8);
    await vscode.commands.executeCommand("gemma.refactor", { instruction: "Shout", uri: document.uri, range });
    assert.equal(document.getText(), "FIRST();\nsecond();");
    await vscode.commands.executeCommand("gemma.undoFile", document.uri);
    assert.equal(document.getText(), "first();\nsecond();");
  });

  it("in a notebook's cell without threads: lenses show the same words and actions", async () => {
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "first();\nsecond();", "javascript");
    const notebook = await vscode.workspace.openNotebookDocument("jupyter-notebook", new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook);
    const document = notebook.cellAt(0).document;
    const range = new vscode.Range(0, 0, 0, 8);
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri);
    const titles = async () => (await lenses()).map(({ command }) => command?.title);
    const press = async (title: string) => {
      const command = (await lenses()).find((lens) => lens.command?.title === title)?.command;
      assert.ok(command, title);
      await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    };
    const ask = () =>
      vscode.commands.executeCommand("gemma.refactor", { instruction: "Shout", uri: document.uri, range });

    server.setScript([[fail(400, "Too warm.")]]);
    await ask();
    const [said, ...offers] = await titles();
    assert.match(said ?? "", /^\$\(error\) .*“Too warm”/);
    assert.deepEqual(offers, ["Try other words", "Close"]);
    await press("Close");
    assert.deepEqual(await titles(), []);

    server.setScript([[{ type: "hang" }]]);
    const asked = ask();
    await until("the lens of a refactor at work", async () => (await titles()).includes("Stop") || undefined);
    await press("Stop");
    await asked;
    assert.deepEqual([await titles(), document.getText()], [[], "first();\nsecond();"]);

    server.setScript(() => [say(answer)]);
    await ask();
    assert.deepEqual((await titles()).toSorted(), ["Ask for another change", "Keep", "Undo"]);
    await press("Undo");
    assert.deepEqual([await titles(), document.getText()], [[], "first();\nsecond();"]);
  });

  it("in a document that is not in front", async () => {
    scratch.write("behind.js", "first();\n");
    scratch.write("front.js", "front();\n");
    const { document } = await scratch.show("behind.js");
    await scratch.show("front.js");
    const range = new vscode.Range(0, 0, 0, 8);
    await vscode.commands.executeCommand("gemma.refactor", { instruction: "Shout", uri: document.uri, range });
    assert.equal(document.getText(), "FIRST();\n");
    await vscode.commands.executeCommand("gemma.undoFile", document.uri);
    assert.equal(document.getText(), "first();\n");
  });

  it("not in a read-only document, and no model is asked", async () => {
    const provider = vscode.workspace.registerTextDocumentContentProvider("gemma-test-text", {
      provideTextDocumentContent: () => "first();\n",
    });
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("gemma-test-text:/a.js"));
      await vscode.window.showTextDocument(document);
      const asked = server.requests.length;
      await refactor();
      assert.equal(server.requests.length, asked);
      assert.equal(document.getText(), "first();\n");
    } finally {
      provider.dispose();
    }
  });

  it("in a document of a remote or virtual file system, which is saved as the user saves it", async () => {
    const memory = new MemoryFiles({ "/far.js": "first();\nsecond();\n" });
    const registered = vscode.workspace.registerFileSystemProvider("gemma-test-far", memory);
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse("gemma-test-far:/far.js"));
      await vscode.window.showTextDocument(document);
      await refactor();
      assert.equal(document.getText(), "FIRST();\nsecond();\n");
      assert.equal(memory.text("/far.js"), "first();\nsecond();\n");
      await document.save();
      assert.equal(memory.text("/far.js"), "FIRST();\nsecond();\n");
      await takeBack();
      assert.equal(document.getText(), "first();\nsecond();\n");
      await document.save();
    } finally {
      await closeAll();
      registered.dispose();
    }
  });

  it("not in a file that can't be written without harm, and no model is asked", async () => {
    const memory = new MemoryFiles({ "/far.js": "first();\n" });
    const shown = vscode.workspace.registerFileSystemProvider("gemma-test-shown", memory, { isReadonly: true });
    scratch.write("locked.js", "first();\n");
    chmodSync(scratch.at("locked.js"), 0o444);
    scratch.write("latin.js", Buffer.from("first(); // caf\xe9\n", "latin1"));
    const places = ["locked.js", "latin.js"].map((name) => vscode.Uri.file(scratch.at(name)));
    try {
      for (const uri of [vscode.Uri.parse("gemma-test-shown:/far.js"), ...places]) {
        const document = await vscode.workspace.openTextDocument(uri);
        await vscode.window.showTextDocument(document, { preview: false });
        const before = document.getText();
        const asked = server.requests.length;
        await refactor();
        assert.equal(server.requests.length, asked, uri.path);
        assert.equal(document.getText(), before);
      }
    } finally {
      await closeAll();
      shown.dispose();
    }
  });

  it("offers earlier instructions, the latest first, without duplicates", async () => {
    const kept = new Map<string, unknown>();
    const memory = {
      keys: () => [...kept.keys()],
      get: (key: string, otherwise?: unknown) => kept.get(key) ?? otherwise,
      update: async (key: string, value: unknown) => void kept.set(key, value),
    } as vscode.Memento;
    const accept = () => vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    kept.set("gemma.refactor.history", ["Whisper", "Shout"]);
    const next = async () => {
      await vscode.commands.executeCommand("workbench.action.quickOpenSelectNext");
    };
    const ask = async (move: () => Promise<void>) => {
      const picked = pickInstruction(memory);
      let settled = false;
      void picked.then(() => (settled = true));
      await until("the list", async () => {
        await move();
        await accept();
        return settled || undefined;
      });
      return picked;
    };
    const first = await ask(async () => undefined);
    assert.ok(first !== undefined && ["Whisper", "Shout"].includes(first));
    const [latest, ...others] = kept.get("gemma.refactor.history") as string[];
    assert.equal(latest, first);
    assert.equal(others.length, 1, "none twice");
    await ask(next);
    assert.equal((kept.get("gemma.refactor.history") as string[]).length, 2);
  });

  it("not in lines with a pending proposal", async () => {
    scratch.write("waits.js", "first();\nsecond();\n");
    const { document } = await scratch.show("waits.js");
    await refactor();
    const asked = server.requests.length;
    await refactor();
    assert.equal(server.requests.length, asked);
    await keep();
    assert.equal(document.getText(), "FIRST();\nsecond();\n");
  });

  it("takes the symbol around the cursor, or the line if there is none", async () => {
    scratch.write("symbols.gemmatest", "a\nfunction {\n  b\n}\nc\n");
    const editor = await scratch.show("symbols.gemmatest");
    const provider = vscode.languages.registerDocumentSymbolProvider(
      { pattern: "**/symbols.gemmatest" },
      {
        provideDocumentSymbols: () => {
          const range = new vscode.Range(1, 0, 3, 1);
          const outer = new vscode.DocumentSymbol("f", "", vscode.SymbolKind.Function, range, range);
          const inner = new vscode.Range(2, 2, 2, 3);
          outer.children.push(new vscode.DocumentSymbol("b", "", vscode.SymbolKind.Variable, inner, inner));
          return [outer];
        },
      },
    );
    try {
      const at = async (line: number) => {
        const { start, end } = await chooseRange(editor.document, new vscode.Selection(line, 0, line, 0));
        return [start.line, end.line];
      };
      // The symbols are waited for only so long, which a busy machine may need longer for.
      await until("the symbol's lines", async () => isDeepStrictEqual(await at(2), [1, 3]) || undefined);
      assert.deepEqual(await at(4), [4, 4]);
    } finally {
      provider.dispose();
    }
  });

  it("takes the folded region that starts at the cursor's line", async () => {
    scratch.write("folded.txt", "head\n  one\n  two\ntail\n");
    const editor = await scratch.show("folded.txt");
    editor.selection = new vscode.Selection(0, 0, 2, 5);
    await vscode.commands.executeCommand("editor.createFoldingRangeFromSelection");
    await until("the fold", () => editor.visibleRanges.length > 1 || undefined);
    const range = await chooseRange(editor.document, new vscode.Selection(0, 2, 0, 2));
    assert.deepEqual(range, new vscode.Range(0, 0, 2, 5));
  });

  it("sends the surrounding code, within a budget", async () => {
    const lines = Array.from({ length: 900 }, (_, at) => `call${at}();`);
    scratch.write("around.js", `import { x } from "x";\n${lines.join("\n")}\n`);
    const { document } = await scratch.show("around.js");
    const problems = vscode.languages.createDiagnosticCollection("test");
    const range = new vscode.Range(450, 0, 451, 5);
    problems.set(document.uri, [new vscode.Diagnostic(range, "x is odd", vscode.DiagnosticSeverity.Error)]);
    try {
      const around = await surroundingsOf(document, range);
      assert.match(around.before, /call448\(\);$/);
      assert.ok(around.before.length <= 4000 && around.before.length > 3900);
      assert.match(around.after, /^call451\(\);/);
      assert.equal(around.imports, 'import { x } from "x";');
      assert.deepEqual(around.problems, ["line 451: x is odd"]);
    } finally {
      problems.dispose();
    }
  });
});
