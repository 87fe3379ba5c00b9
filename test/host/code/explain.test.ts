import assert from "node:assert/strict";
import * as vscode from "vscode";
import { fail, say } from "../../support/scriptedAnswer.ts";
import { type ScriptedServer, startScriptedServer } from "../../support/scriptedServer.ts";
import { until } from "../../support/until.ts";
import { answeredBy, closeAll, Scratch, withSettings } from "../editing.ts";

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
  async function explain(from: [number, number], to: [number, number], file = "two.js"): Promise<string> {
    const editor = await scratch.show(file);
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

  it("explains the symbol around the cursor if nothing is selected", async () => {
    const symbols = vscode.languages.registerDocumentSymbolProvider(
      { pattern: "**/explain-suite/two.plain" },
      {
        provideDocumentSymbols: () =>
          ["a", "b"].map((name, at) => {
            const range = new vscode.Range(at * 4, 0, at * 4 + 2, 1);
            return new vscode.DocumentSymbol(name, "", vscode.SymbolKind.Function, range, range);
          }),
      },
    );
    try {
      scratch.write("two.plain", source);
      // The command waits for the symbols only so long, which a busy machine may need longer for: then it is asked again.
      const body = await until("the function", async () => {
        const sent = await explain([5, 4], [5, 4], "two.plain");
        return sent.includes("function b()") ? sent : undefined;
      });
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

  it("ends cleanly when the model fails", async () => {
    const editor = await scratch.show("two.js");
    editor.selection = new vscode.Selection(0, 0, 2, 1);
    server.setScript([[fail(402, "Insufficient credits")]]);
    await vscode.commands.executeCommand("gemma.explain");
  });

  /** What the next question asks, whatever brings it about. */
  async function asked(run: () => Thenable<unknown>): Promise<string> {
    const at = server.requests.length;
    server.setScript([[say("It is so.")]]);
    const done = run();
    const body = JSON.stringify((await server.request(at)).body);
    await done;
    assert.doesNotMatch(body, /"tools"/);
    return body;
  }

  it("explains the folded region that starts at the cursor's line", async () => {
    const editor = await scratch.show("two.js");
    // More than the symbol there, which would be explained without the fold.
    editor.selection = new vscode.Selection(0, 0, 4, 1);
    await vscode.commands.executeCommand("editor.createFoldingRangeFromSelection");
    await until("the fold", () => (editor.visibleRanges.length > 1 ? true : undefined));
    editor.selection = new vscode.Selection(0, 3, 0, 3);
    const body = await asked(() => vscode.commands.executeCommand("gemma.explain"));
    assert.match(body, /two\.js, lines 1-5/);
    assert.doesNotMatch(body, /return 2;/);
  });

  it("explains a problem with the code around it", async () => {
    await scratch.show("two.js");
    const uri = vscode.Uri.file(scratch.at("two.js"));
    const problems = vscode.languages.createDiagnosticCollection("explain-suite");
    const diagnostic = new vscode.Diagnostic(new vscode.Range(1, 9, 1, 10), "Magic number", 1);
    diagnostic.code = "no-magic";
    problems.set(uri, [diagnostic]);
    try {
      const place = { uri: uri.toString(), range: [1, 9, 1, 10] };
      const body = await asked(() => vscode.commands.executeCommand("gemma.explainProblem", place));
      assert.match(body, /line 2, warning \(no-magic\): Magic number/);
      assert.match(body, /return 1;/);
    } finally {
      problems.dispose();
    }
  });

  it("asks nothing where no problem is reported", async () => {
    await scratch.show("two.js");
    const at = server.requests.length;
    await vscode.commands.executeCommand("gemma.explainProblem");
    assert.equal(server.requests.length, at);
  });

  it("explains only the change at the cursor of a diff editor", async () => {
    const middle = Array.from({ length: 20 }, (_, line) => `line ${line}`).join("\n");
    scratch.write("old.txt", `first old\n${middle}\nlast old\n`);
    scratch.write("new.txt", `first new\n${middle}\nlast new\n`);
    const [before, after] = ["old.txt", "new.txt"].map((file) => vscode.Uri.file(scratch.at(file)));
    await vscode.commands.executeCommand("vscode.diff", before, after, "A change");
    const editor = await until("the diff's editor", () => vscode.window.activeTextEditor);
    editor.selection = new vscode.Selection(21, 0, 21, 0);
    const body = await asked(() => vscode.commands.executeCommand("gemma.explainChange"));
    assert.match(body, /-last old\\n\+last new/);
    assert.doesNotMatch(body, /first/);
  });

  it("explains the terminal's selection and restores the clipboard", async () => {
    await vscode.env.clipboard.writeText("the user's own");
    const written = new vscode.EventEmitter<string>();
    const terminal = vscode.window.createTerminal({
      name: "explain-suite",
      pty: {
        onDidWrite: written.event,
        open: () => written.fire("make: *** [all] Error 2\r\n"),
        close: () => undefined,
      },
    });
    try {
      terminal.show();
      await until("the terminal", () => (vscode.window.activeTerminal === terminal ? true : undefined));
      // The text is on screen some time after it was written; until then there is nothing to select.
      await until("the terminal's text", async () => {
        await vscode.commands.executeCommand("workbench.action.terminal.selectAll");
        await vscode.commands.executeCommand("workbench.action.terminal.copySelection");
        return (await vscode.env.clipboard.readText()).includes("Error 2") ? true : undefined;
      });
      await vscode.env.clipboard.writeText("the user's own");
      const body = await asked(() => vscode.commands.executeCommand("gemma.explainTerminal"));
      assert.match(body, /make: \*\*\* \[all\] Error 2/);
      assert.equal(await vscode.env.clipboard.readText(), "the user's own");
    } finally {
      terminal.dispose();
      written.dispose();
    }
  });

  it("appears in hovers only if the setting is on, without asking a model", async () => {
    await scratch.show("two.js");
    const uri = vscode.Uri.file(scratch.at("two.js"));
    const linked = async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        "vscode.executeHoverProvider",
        uri,
        new vscode.Position(0, 9),
      );
      const texts = hovers
        .flatMap(({ contents }) => contents)
        .map((each) => (typeof each === "string" ? each : each.value));
      return texts.some((text) => text.includes("Explain with Gemma"));
    };
    const at = server.requests.length;
    assert.equal(await linked(), false);
    const back = await withSettings({ "gemma.explain.inHovers": true });
    try {
      await until("the hover's link", async () => ((await linked()) ? true : undefined));
    } finally {
      await back();
    }
    await until("the hover without it", async () => ((await linked()) ? undefined : true));
    assert.equal(server.requests.length, at);
  });
});
