import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Scratch, closeAll, answeredBy, withSettings } from "../editing.ts";
import { codeActions } from "../../../src/editor/lightbulb/codeActions.ts";
import { type ScriptedServer, startScriptedServer } from "../../support/scriptedServer.ts";

const source = "function area(w, h) {\n  return w * h;\n}\n\nconst x = area(2, 3);\n";

describe("the lightbulb's entries", () => {
  let scratch: Scratch;
  let server: ScriptedServer;
  let restore: () => Promise<void>;
  before(async () => {
    server = await startScriptedServer({ script: [] });
    restore = await withSettings({ "files.autoSave": "off", ...answeredBy(server.baseUrl) });
    scratch = new Scratch("lightbulb-suite");
    scratch.write("area.js", source);
    await scratch.show("area.js");
  });
  after(async () => {
    assert.equal(server.requests.length, 0, "offering asks no model");
    await scratch.remove();
    await restore();
    await server.close();
  });

  const gemmas = async (
    range: vscode.Range,
    only?: vscode.CodeActionKind,
    uri = vscode.Uri.file(scratch.at("area.js")),
  ) => {
    const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      range,
      only?.value,
    );
    return found.filter(({ command }) => command?.command.startsWith("gemma."));
  };
  const commandsOf = (actions: readonly vscode.CodeAction[]) =>
    actions.map(({ command }) => command?.command.slice("gemma.".length)).sort();

  it("include all that fit a selection", async () => {
    const offered = await gemmas(new vscode.Range(0, 0, 2, 1));
    assert.deepEqual(commandsOf(offered), [
      "addDocs",
      "addTypes",
      "explain",
      "extractFunction",
      "refactor",
      "simplify",
      "writeTests",
    ]);
    assert.ok(offered.every(({ edit, kind }) => edit === undefined && kind !== undefined));
  });

  it("include all that fit the cursor in a name, when the user asks", async () => {
    assert.deepEqual(commandsOf(await gemmas(new vscode.Range(0, 11, 0, 11))), [
      "addDocs",
      "addTypes",
      "explain",
      "refactor",
      "renameForClarity",
      "simplify",
      "writeTests",
    ]);
  });

  it("are none in an empty line or a selection of blanks", async () => {
    assert.deepEqual(await gemmas(new vscode.Range(3, 0, 3, 0)), []);
    assert.deepEqual(await gemmas(new vscode.Range(1, 0, 1, 2)), []);
  });

  it("have kinds by which keys and menus find them", async () => {
    const { RefactorExtract, RefactorRewrite, Source, QuickFix } = vscode.CodeActionKind;
    const all = new vscode.Range(0, 0, 2, 1);
    assert.deepEqual(commandsOf(await gemmas(all, RefactorExtract)), ["extractFunction"]);
    assert.deepEqual(commandsOf(await gemmas(all, RefactorExtract.append("function"))), ["extractFunction"]);
    assert.deepEqual(commandsOf(await gemmas(all, RefactorRewrite.append("gemma").append("docs"))), ["addDocs"]);
    assert.deepEqual(commandsOf(await gemmas(all, Source.append("gemma"))), ["writeTests"]);
    assert.deepEqual(await gemmas(all, QuickFix), []);
    assert.deepEqual(await gemmas(all, Source.append("fixAll")), []);
  });

  it("offer to fix and to explain a problem, with the problem they are for", async () => {
    const uri = vscode.Uri.file(scratch.at("area.js"));
    const problems = vscode.languages.createDiagnosticCollection("lightbulb-suite");
    try {
      const diagnostic = new vscode.Diagnostic(new vscode.Range(4, 6, 4, 7), "'x' is never used");
      problems.set(uri, [diagnostic]);
      const offered = await gemmas(new vscode.Range(4, 6, 4, 6), vscode.CodeActionKind.QuickFix);
      assert.deepEqual(commandsOf(offered), ["explainProblem", "fixProblem"]);
      assert.deepEqual(await gemmas(new vscode.Range(0, 0, 0, 0), vscode.CodeActionKind.QuickFix), []);
    } finally {
      problems.dispose();
    }
  });

  /** As the editor itself asks: the command above drops what problems an action is for. */
  async function byItself(range: vscode.Range, diagnostics: readonly vscode.Diagnostic[] = []) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(scratch.at("area.js")));
    const context = { diagnostics, only: undefined, triggerKind: vscode.CodeActionTriggerKind.Automatic };
    const { token } = new vscode.CancellationTokenSource();
    const found = await codeActions.provideCodeActions(document, range, context, token);
    return (found ?? []).filter((each) => each instanceof vscode.CodeAction);
  }

  it("name the problems they are for, several at once", async () => {
    const problems = [1, 2].map((at) => new vscode.Diagnostic(new vscode.Range(4, at, 4, at + 1), `Problem ${at}`));
    const [fix, explain, ...more] = await byItself(new vscode.Range(4, 1, 4, 1), problems);
    assert.deepEqual(more, []);
    assert.equal(fix?.title, "Fix These 2 Problems with Gemma");
    assert.equal(explain?.title, "Explain These 2 Problems with Gemma");
    assert.deepEqual(fix.diagnostics, problems);
    assert.equal(fix.isPreferred, undefined);
  });

  it("do not light the bulb for a bare cursor", async () => {
    assert.deepEqual(await byItself(new vscode.Range(0, 11, 0, 11)), []);
  });

  it("change nothing in a document that cannot be written", async () => {
    const scheme = "lightbulb-suite";
    const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: () => source,
    });
    try {
      const uri = vscode.Uri.from({ scheme, path: "/area.js" });
      await vscode.workspace.openTextDocument(uri);
      assert.deepEqual(commandsOf(await gemmas(new vscode.Range(0, 0, 2, 1), undefined, uri)), ["explain"]);
    } finally {
      provider.dispose();
      await closeAll();
    }
  });
});
