import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { say } from "../../support/scriptedAnswer.ts";
import { type ScriptedServer, startScriptedServer } from "../../support/scriptedServer.ts";
import { until } from "../../support/until.ts";
import { answeredBy, closeAll, Scratch, withSettings } from "../editing.ts";

const source = "export function a(w, h) {\n  const t = w * h;\n  return t;\n}\n";
const usage = 'import { a } from "./area.js";\n\nconsole.log(a(2, 3));\n';

describe("ready-made refactors", () => {
  let scratch: Scratch;
  let server: ScriptedServer;
  let restore: () => Promise<void>;
  before(async () => {
    server = await startScriptedServer({ script: [] });
    restore = await withSettings({ "files.autoSave": "off", ...answeredBy(server.baseUrl) });
    scratch = new Scratch("actions-suite");
  });
  beforeEach(() => {
    scratch.write("src/area.js", source);
    scratch.write("src/usage.js", usage);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("gemma.undoRefactor");
    await closeAll();
  });
  after(async () => {
    await scratch.remove();
    await restore();
    await server.close();
  });

  const uriOf = (file: string) => vscode.Uri.file(scratch.at(file));
  const placeOf = (file: string, ...range: [number, number, number, number]) => ({
    uri: uriOf(file).toString(),
    range,
  });
  /** The text of the request that comes next; it is answered with `answer`. */
  async function sent(answer: string, run: () => Thenable<unknown>): Promise<string> {
    const at = server.requests.length;
    server.setScript([[say(answer)]]);
    const done = run();
    const request = await server.request(at);
    await done;
    assert.equal(server.requests.length, at + 1, "one request and no more");
    return JSON.stringify(request.body);
  }

  it("simplify the code of a bare cursor with one request", async () => {
    await scratch.show("src/area.js");
    const simpler = source.replace("  const t = w * h;\n  return t;", "  return w * h;");
    const body = await sent(`\`\`\`js\n${simpler}\`\`\``, () =>
      vscode.commands.executeCommand("gemma.simplify", placeOf("src/area.js", 0, 0, 3, 1)),
    );
    assert.match(body, /Simplify this code/);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), simpler);
  });

  it("send a problem with its code, its related places and the server's own remedies", async () => {
    await scratch.show("src/area.js");
    const diagnostic = new vscode.Diagnostic(new vscode.Range(1, 8, 1, 9), "Name is too short", 1);
    diagnostic.code = { value: "short-name", target: vscode.Uri.parse("https://example.org") };
    diagnostic.source = "lint";
    diagnostic.relatedInformation = [
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(uriOf("src/usage.js"), new vscode.Position(2, 0)),
        "used here",
      ),
    ];
    const problems = vscode.languages.createDiagnosticCollection("actions-suite");
    problems.set(uriOf("src/area.js"), [diagnostic]);
    const remedies = vscode.languages.registerCodeActionsProvider(
      { pattern: "**/actions-suite/**" },
      { provideCodeActions: () => [new vscode.CodeAction("Use a longer name", vscode.CodeActionKind.QuickFix)] },
    );
    try {
      // The built-in language server may still be starting, which is waited for here and not in the product.
      const { QuickFix } = vscode.CodeActionKind;
      const range = diagnostic.range;
      await vscode.commands.executeCommand(
        "vscode.executeCodeActionProvider",
        uriOf("src/area.js"),
        range,
        QuickFix.value,
      );
      const body = await sent("```js\nconst total = 1;\n```", () =>
        vscode.commands.executeCommand("gemma.fixProblem", placeOf("src/area.js", 1, 8, 1, 8)),
      );
      for (const part of ["Name is too short", "lint short-name", "usage.js:3", "used here", "Use a longer name"]) {
        assert.ok(body.includes(part), part);
      }
      assert.ok(!body.includes("with Gemma"), "our own entry is no hint");
    } finally {
      problems.dispose();
      remedies.dispose();
    }
  });

  it("extract with the function around the selection, where the new function goes", async () => {
    scratch.write("src/area.plain", source);
    await scratch.show("src/area.plain");
    const symbols = vscode.languages.registerDocumentSymbolProvider(
      { pattern: "**/actions-suite/src/area.plain" },
      {
        provideDocumentSymbols: () => {
          const range = new vscode.Range(0, 0, 3, 1);
          return [new vscode.DocumentSymbol("a", "", vscode.SymbolKind.Function, range, range)];
        },
      },
    );
    try {
      // The command waits for the symbols only so long, which a busy machine may need longer for: then it is asked again.
      await until("the whole function as the region", async () => {
        const body = await sent("```js\nextracted();\n```", () =>
          vscode.commands.executeCommand("gemma.extractFunction", placeOf("src/area.plain", 1, 2, 1, 18)),
        );
        await vscode.commands.executeCommand("gemma.undoRefactor");
        assert.match(body, /Extract the selected code/);
        assert.match(body, /The selected code, line 2:\\nconst t = w \* h;/);
        return body.includes("src/area.plain, lines 1-4") || undefined;
      });
    } finally {
      symbols.dispose();
    }
  });

  it("ask nothing where there is no problem to fix", async () => {
    await scratch.show("src/area.js");
    const at = server.requests.length;
    await vscode.commands.executeCommand("gemma.fixProblem", placeOf("src/area.js", 3, 0, 3, 0));
    assert.equal(server.requests.length, at);
  });

  describe("of names", () => {
    /** A language server that renames the word everywhere in both files. */
    function renames(files?: (edit: vscode.WorkspaceEdit) => void): vscode.Disposable {
      return vscode.languages.registerRenameProvider(
        { pattern: "**/actions-suite/**" },
        {
          prepareRename: (document, position) => document.getWordRangeAtPosition(position),
          provideRenameEdits: async (document, position, name) => {
            const old = document.getText(document.getWordRangeAtPosition(position));
            const edit = new vscode.WorkspaceEdit();
            for (const file of ["src/area.js", "src/usage.js"]) {
              const each = await vscode.workspace.openTextDocument(uriOf(file));
              for (const match of each.getText().matchAll(new RegExp(`\\b${old}\\b`, "g"))) {
                const at = each.positionAt(match.index);
                edit.replace(each.uri, new vscode.Range(at, at.translate(0, old.length)), name);
              }
            }
            files?.(edit);
            return edit;
          },
        },
      );
    }

    it("rename, make and delete files where the language service does", async () => {
      scratch.write("src/area.notes.txt", "notes\n");
      const provider = renames((edit) => {
        edit.createFile(uriOf("src/made.js"));
        edit.insert(uriOf("src/made.js"), new vscode.Position(0, 0), "made();\n");
        edit.deleteFile(uriOf("src/area.notes.txt"));
        edit.renameFile(uriOf("src/area.js"), uriOf("src/rectangle.js"));
      });
      try {
        await scratch.show("src/area.js");
        server.setScript([[say("- rectangle\n")]]);
        const at = server.requests.length;
        const run = vscode.commands.executeCommand("gemma.renameForClarity", placeOf("src/area.js", 0, 16, 0, 16));
        await (
          await server.request(at)
        ).done;
        await until("the list to be taken", async () => {
          await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
          await vscode.commands.executeCommand("refactorPreview.apply");
          return existsSync(scratch.at("src/rectangle.js")) || undefined;
        });
        await run;
        const renamed = await vscode.workspace.openTextDocument(uriOf("src/rectangle.js"));
        await until("the new name", () => renamed.getText().includes("function rectangle(") || undefined);
        assert.equal(existsSync(scratch.at("src/area.js")), false);
        assert.equal(existsSync(scratch.at("src/area.notes.txt")), false);
        assert.equal((await vscode.workspace.openTextDocument(uriOf("src/made.js"))).getText(), "made();\n");
        assert.match((await vscode.workspace.openTextDocument(uriOf("src/usage.js"))).getText(), /rectangle\(2, 3\)/);
      } finally {
        provider.dispose();
        await vscode.workspace.saveAll();
      }
    });

    it("ask for better ones, and rename through the language service once the user confirms", async () => {
      const provider = renames();
      try {
        await scratch.show("src/area.js");
        server.setScript([[say("- `rectangleArea`: says what it is\n- areaOf\n")]]);
        const at = server.requests.length;
        const run = vscode.commands.executeCommand("gemma.renameForClarity", placeOf("src/area.js", 0, 16, 0, 16));
        const request = await server.request(at);
        assert.match(JSON.stringify(request.body), /The name: a/);
        await request.done;
        const texts = () =>
          Promise.all(
            ["src/area.js", "src/usage.js"].map(async (file) =>
              (await vscode.workspace.openTextDocument(uriOf(file))).getText(),
            ),
          );
        // The list takes the first name as soon as it stands there; then the preview asks.
        await until("the renamed files", async () => {
          await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
          await vscode.commands.executeCommand("refactorPreview.apply");
          const [area = "", used = ""] = await texts();
          return area.includes("function rectangleArea(") && used.includes("rectangleArea(2, 3)") ? true : undefined;
        });
        await run;
      } finally {
        provider.dispose();
      }
    });

    it("are no longer asked for once the user closes the list", async () => {
      const provider = renames();
      try {
        await scratch.show("src/area.js");
        server.setScript([[say("first\n"), { type: "hang" }]]);
        const at = server.requests.length;
        const run = vscode.commands.executeCommand("gemma.renameForClarity", placeOf("src/area.js", 0, 16, 0, 16));
        const request = await server.request(at);
        await until("the first piece", () => (request.chunksAt.length > 0 ? true : undefined));
        await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
        assert.equal(await request.done, "gone");
        await run;
        assert.equal(vscode.window.activeTextEditor?.document.getText(), source);
      } finally {
        provider.dispose();
      }
    });

    it("are not asked for without a language service: the editor accepts any word as a name", async () => {
      scratch.write("notes.gemmanotes", "alpha beta\n");
      await scratch.show("notes.gemmanotes");
      const at = server.requests.length;
      await vscode.commands.executeCommand("gemma.renameForClarity", placeOf("notes.gemmanotes", 0, 2, 0, 2));
      assert.equal(server.requests.length, at);
    });

    it("stay unchanged if the language service renames nothing", async () => {
      await scratch.show("src/area.js");
      const at = server.requests.length;
      await vscode.commands.executeCommand("gemma.renameForClarity", placeOf("src/area.js", 3, 0, 3, 0));
      assert.equal(server.requests.length, at);
    });
  });

  it("write tests into a new file in the project's framework, after a preview", async () => {
    scratch.write("package.json", JSON.stringify({ devDependencies: { vitest: "1" } }));
    scratch.write("test/other.test.js", 'import { it } from "vitest";\n\nit("is there", () => {});\n');
    await scratch.show("src/area.js");
    const tests = 'import { a } from "../src/area.js";\nimport { it } from "vitest";\n';
    server.setScript([[say(`\`\`\`js\n${tests}\`\`\``)]]);
    const at = server.requests.length;
    const run = vscode.commands.executeCommand("gemma.writeTests", placeOf("src/area.js", 0, 0, 3, 1));
    const body = JSON.stringify((await server.request(at)).body);
    assert.match(body, /Framework: vitest/);
    assert.match(body, /actions-suite\/test\/area\.test\.js/);
    assert.match(body, /is there/, "a test of the project goes along for its style");
    await applyPreview(run);
    assert.equal(scratch.text("test/area.test.js"), tests);
  });

  it("extend the existing test file and keep its content", async () => {
    const earlier = 'import { it } from "vitest";\n\nit("is kept", () => {});\n';
    scratch.write("test/usage.test.js", earlier);
    await scratch.show("src/usage.js");
    const extended = `${earlier}\nit("is new", () => {});\n`;
    server.setScript([[say(`\`\`\`js\n${extended}\`\`\``)]]);
    const at = server.requests.length;
    const run = vscode.commands.executeCommand("gemma.writeTests", placeOf("src/usage.js", 0, 0, 2, 0));
    assert.match(JSON.stringify((await server.request(at)).body), /The test file as it is/);
    await applyPreview(run);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), extended);
  });
});

/**
 * Takes what the Refactor Preview shows, once it is there, and waits for the command that asked for it. The command's end
 * is the sign: a document with the new text is there before, as the preview's own.
 */
async function applyPreview(run: Thenable<unknown>): Promise<void> {
  let isOver = false;
  const end = () => (isOver = true);
  void run.then(end, end);
  await until("the preview to be taken", async () => {
    await vscode.commands.executeCommand("refactorPreview.apply");
    return isOver ? true : undefined;
  });
  await run;
}
