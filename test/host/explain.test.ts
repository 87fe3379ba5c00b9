import assert from "node:assert/strict";
import * as vscode from "vscode";
import { fail, say } from "../support/scriptedAnswer.ts";
import { type ScriptedServer, startScriptedServer } from "../support/scriptedServer.ts";
import { answeredBy, closeAll, Scratch, withSettings } from "./editing.ts";

const source = "function a() {\n  return 1;\n}\n\nfunction b() {\n  return 2;\n}\n";

describe("explain", () => {
  let scratch: Scratch;
  let server: ScriptedServer;
  let restore: () => Promise<void>;
  before(async () => {
    server = await startScriptedServer({ script: [] });
    restore = await withSettings({ "files.autoSave": "off", ...answeredBy(server.baseUrl) });
    scratch = new Scratch("explain-suite");
    scratch.write("two.js", source);
  });
  after(async () => {
    await scratch.remove();
    await restore();
    await server.close();
  });
  afterEach(closeAll);

  /** Runs the command on a selection; the text of the one request that it sends. */
  async function explain(from: [number, number], to: [number, number]): Promise<string> {
    const editor = await scratch.show("two.js");
    editor.selection = new vscode.Selection(...from, ...to);
    await vscode.commands.executeCommand("gemma.newChat");
    const at = server.requests.length;
    server.setScript([[say("It returns a number.")]]);
    await vscode.commands.executeCommand("gemma.explain");
    assert.equal(server.requests.length, at + 1, "one request and no more");
    return JSON.stringify(server.requests[at]?.body);
  }

  it("explains the selection with one request, without tools", async () => {
    const body = await explain([0, 0], [2, 1]);
    assert.match(body, /Explain/);
    assert.match(body, /return 1;/);
    assert.match(body, /explain-suite\/two\.js/);
    assert.doesNotMatch(body, /return 2;|edit_file|"tools"/);
  });

  it("explains the symbol around the cursor where nothing is selected", async () => {
    const symbols = vscode.languages.registerDocumentSymbolProvider(
      { pattern: "**/explain-suite/two.js" },
      {
        provideDocumentSymbols: () =>
          ["a", "b"].map((name, at) => {
            const range = new vscode.Range(at * 4, 0, at * 4 + 2, 1);
            return new vscode.DocumentSymbol(name, "", vscode.SymbolKind.Function, range, range);
          }),
      },
    );
    try {
      const body = await explain([5, 4], [5, 4]);
      assert.match(body, /function b\(\)/);
      assert.doesNotMatch(body, /function a\(\)/);
    } finally {
      symbols.dispose();
    }
  });

  it("explains a buffer's unsaved text", async () => {
    const editor = await scratch.show("two.js");
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 2), "/* unsaved */ "));
    assert.match(await explain([0, 0], [2, 1]), /unsaved/);
  });

  it("ends in good order when the model fails", async () => {
    const editor = await scratch.show("two.js");
    editor.selection = new vscode.Selection(0, 0, 2, 1);
    server.setScript([[fail(402, "Insufficient credits")]]);
    await vscode.commands.executeCommand("gemma.explain");
  });
});
