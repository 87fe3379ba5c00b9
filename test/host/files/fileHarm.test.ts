import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import * as vscode from "vscode";
import { WorkspaceError, type WorkspaceFault } from "../../../src/agent/ports/workspaceFault.ts";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { type ScriptedServer, startScriptedServer } from "../../support/scriptedServer.ts";
import { answeredBy, closeAll, Scratch, type, undo, withSettings } from "../editing.ts";
import { createAllowed, editAllowed } from "../../support/consented.ts";

const going = new AbortController().signal;
const folder = "harm-suite";

const is = (fault: Partial<WorkspaceFault>) => (error: unknown) => {
  assert.ok(error instanceof WorkspaceError, String(error));
  assert.deepEqual({ ...error.fault, ...fault }, error.fault);
  return true;
};

describe("a file that the editor can't change without harm", () => {
  let scratch: Scratch;
  let server: ScriptedServer;
  let review: Review;
  let files: WorkspaceFiles;
  let restore: () => Promise<void>;
  before(async () => {
    server = await startScriptedServer({ script: [] });
    restore = await withSettings({ "files.autoSave": "off", ...answeredBy(server.baseUrl) });
    scratch = new Scratch(folder);
    review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
    files = new WorkspaceFiles(review);
  });
  after(async () => {
    review.dispose();
    await scratch.remove();
    await restore();
    await server.close();
  });
  afterEach(closeAll);

  /** Plans and makes an edit of the only "three", as the tools do. */
  async function edit(path: string): Promise<void> {
    const file = await files.read(path, going);
    const start = file.text.indexOf("three");
    const edits = [{ start, end: start + 5, text: "THREE" }];
    await files.checkEdit(file, edits);
    await editAllowed(files, file, edits);
  }
  /** Asks for an inline refactor of a file's first line; whether the model was asked. */
  async function isRefactored(name: string): Promise<boolean> {
    const asked = server.requests.length;
    await scratch.show(name);
    await vscode.commands.executeCommand("gemma.refactor", "Shout");
    return server.requests.length > asked;
  }

  describe("with mixed line ends", () => {
    const mixed: [name: string, content: string, encoding?: BufferEncoding][] = [
      ["both", "one\r\ntwo\nthree\r\nfour\nfive\r\nsix\n"],
      ["mostly LF", "one\ntwo\nthree\nfour\r\n"],
      ["mostly CRLF", "one\r\ntwo\r\nthree\r\nfour\n"],
      ["CR alone", "one\rtwo\rthree\r"],
      ["a CR within an LF file", "one\ntwo\rthree\n"],
      ["a CR before CRLF", "one\r\r\ntwo\r\nthree\r\n"],
      ["a CR at the end", "one\nthree\r"],
      ["both, after a byte order mark", "\ufeffone\r\nthree\n"],
      ["both, in UTF-16", "\ufeffone\r\nthree\n", "utf16le"],
    ];
    for (const [name, content, encoding = "utf8"] of mixed) {
      it(`is refused before the user is asked, and unchanged byte for byte: ${name}`, async () => {
        const bytes = Buffer.from(content, encoding);
        const path = scratch.write("mixed.txt", bytes);
        await assert.rejects(edit(path), is({ kind: "line-ends" }));
        assert.equal(scratch.bytes("mixed.txt"), bytes.toString("latin1"));
        assert.equal(review.uris.length, 0);
      });
    }

    it("is not refactored until it is saved with one kind", async () => {
      const path = scratch.write("saved.txt", "one\r\ntwo\nthree\r\n");
      assert.equal(await isRefactored("saved.txt"), false);
      await vscode.commands.executeCommand("workbench.action.files.save");
      assert.equal(scratch.text("saved.txt"), "one\r\ntwo\r\nthree\r\n");
      await edit(path);
      assert.equal(scratch.text("saved.txt"), "one\r\ntwo\r\nTHREE\r\n");
      review.keep(vscode.Uri.file(scratch.at("saved.txt")));
    });

    it("is edited but not saved if unsaved text prevents the comparison", async () => {
      const path = scratch.write("typed.txt", "one\nthree\n");
      await type(await scratch.show("typed.txt"), 0, 0, "mine ");
      await edit(path);
      assert.equal(scratch.text("typed.txt"), "one\nthree\n");
      review.keep(vscode.Uri.file(scratch.at("typed.txt")));
    });

    const kept = ["one\nthree\n", "one\r\nthree\r\n", "three", "\ufeffone\r\nthree", "three\n\n\n", "three\r\n\r\n"];
    for (const [at, content] of kept.entries()) {
      it(`keeps everything of ${JSON.stringify(content)} except the edit`, async () => {
        const name = `kept${at}.txt`;
        await edit(scratch.write(name, content));
        assert.equal(scratch.text(name), content.replace("three", "THREE"));
        await review.undo(vscode.Uri.file(scratch.at(name)));
        assert.equal(scratch.text(name), content);
      });
    }

    it("follows a change on disk of line ends alone", async () => {
      const path = scratch.write("turned.txt", "one\nthree\n");
      await scratch.show("turned.txt");
      scratch.write("turned.txt", "one\r\nthree\r\n");
      await edit(path);
      assert.equal(scratch.text("turned.txt"), "one\r\nTHREE\r\n");
      review.keep(vscode.Uri.file(scratch.at("turned.txt")));
    });

    it("gets one kind if a model creates it with several", async () => {
      await createAllowed(files, `${folder}/made-mixed.txt`, "one\r\ntwo\r\nthree\n");
      assert.equal(scratch.text("made-mixed.txt"), "one\r\ntwo\r\nthree\r\n");
      await edit(`${folder}/made-mixed.txt`);
      await review.undo(vscode.Uri.file(scratch.at("made-mixed.txt")));
    });
  });

  describe("that is read-only", () => {
    const set = (what: string) => vscode.commands.executeCommand(`workbench.action.files.${what}InSession`);
    const settings: [name: string, path: string, set: Record<string, unknown>, readOnly: boolean][] = [
      ["a glob", "gen/out.txt", { "files.readonlyInclude": { "**/gen/**": true } }, true],
      ["a path in the folder", "gen/out.txt", { "files.readonlyInclude": { [`${folder}/gen/*.txt`]: true } }, true],
      ["a glob that is off", "gen/out.txt", { "files.readonlyInclude": { "**/gen/**": false } }, false],
      ["a glob elsewhere", "gen/out.txt", { "files.readonlyInclude": { "**/other/**": true } }, false],
      [
        "a glob with an exception",
        "gen/out.txt",
        { "files.readonlyInclude": { "**/gen/**": true }, "files.readonlyExclude": { "**/out.txt": true } },
        false,
      ],
    ];
    for (const [name, at, set, readOnly] of settings) {
      it(`by the settings is refused before the user is asked: ${name}`, async () => {
        const path = scratch.write(at, "one\nthree\n");
        const back = await withSettings(set);
        try {
          if (readOnly) {
            await assert.rejects(edit(path), is({ kind: "read-only", by: "setting" }));
            const made = path.replace("out", "new");
            await assert.rejects(files.checkNew(made, "x"), is({ kind: "read-only", by: "setting" }));
            assert.equal(await isRefactored(at), false);
            assert.equal(scratch.text(at), "one\nthree\n");
            assert.equal(review.uris.length, 0);
          } else {
            await edit(path);
            await review.undo(vscode.Uri.file(scratch.at(at)));
          }
          const document = await vscode.workspace.openTextDocument(vscode.Uri.file(scratch.at(at)));
          assert.equal(document.getText(), "one\nthree\n");
        } finally {
          await closeAll();
          await back();
        }
      });
    }

    it("for the session is refused, and allowed again when the user lifts it", async () => {
      const path = scratch.write("session.txt", "one\nthree\n");
      const saves: string[] = [];
      const listening = vscode.workspace.onWillSaveTextDocument(({ document }) => saves.push(document.fileName));
      await scratch.show("session.txt");
      await set("setActiveEditorReadonly");
      await assert.rejects(edit(path), is({ kind: "read-only", by: "session" }));
      assert.equal(await isRefactored("session.txt"), false);
      await closeAll();
      await assert.rejects(edit(path), is({ kind: "read-only", by: "session" }), "also when it is not shown");
      assert.deepEqual(saves, []);
      await scratch.show("session.txt");
      await set("resetActiveEditorReadonly");
      await edit(path);
      assert.equal(saves.length, 1);
      listening.dispose();
      await review.undo(vscode.Uri.file(scratch.at("session.txt")));
    });

    const locks: [name: string, by: "setting" | "session", isShown: boolean][] = [
      ["the session", "session", true],
      ["a setting", "setting", true],
      ["a setting, where no editor shows it", "setting", false],
    ];
    for (const [name, by, isShown] of locks) {
      it(`by ${name} with unsaved text is refused, and the text stays`, async () => {
        const path = scratch.write("late.txt", "one\nthree\n");
        const editor = await scratch.show("late.txt");
        await type(editor, 0, 0, "mine ");
        const back = await withSettings(by === "setting" ? { "files.readonlyInclude": { "**/late.txt": true } } : {});
        try {
          if (by === "session") await set("setActiveEditorReadonly");
          if (!isShown) await scratch.show("kept0.txt");
          await assert.rejects(edit(path), is({ kind: "read-only", by }));
          if (by === "setting" && isShown) assert.equal(await isRefactored("late.txt"), false);
          assert.equal(editor.document.getText(), "mine one\nthree\n");
          assert.equal(review.uris.length, 0);
          assert.equal(scratch.text("late.txt"), "one\nthree\n");
        } finally {
          await back();
        }
        await scratch.show("late.txt");
        await set("resetActiveEditorReadonly");
        await edit(path);
        assert.equal(editor.document.getText(), "mine one\nTHREE\n");
        await undo();
        assert.equal(editor.document.getText(), "mine one\nthree\n");
        await undo();
        assert.equal(editor.document.getText(), "one\nthree\n", "asking whether it is writable is no step of its own");
      });
    }

    it("by a setting is allowed if the session makes it writable", async () => {
      const path = scratch.write("gen/free.txt", "one\nthree\n");
      const back = await withSettings({ "files.readonlyInclude": { "**/gen/**": true } });
      await scratch.show("gen/free.txt");
      await set("setActiveEditorWriteable");
      await edit(path);
      await review.undo(vscode.Uri.file(scratch.at("gen/free.txt")));
      await type(await scratch.show("gen/free.txt"), 0, 0, "mine ");
      await edit(path);
      await review.undo(vscode.Uri.file(scratch.at("gen/free.txt")));
      await back();
      assert.equal(scratch.text("gen/free.txt"), "one\nthree\n");
    });
  });
});

describe("a file that a model created", () => {
  let scratch: Scratch;
  let review: Review;
  let files: WorkspaceFiles;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch("made-suite");
    review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
    files = new WorkspaceFiles(review);
  });
  after(async () => {
    review.dispose();
    await scratch.remove();
    await restore();
  });
  afterEach(closeAll);

  async function undoOften(): Promise<void> {
    for (let times = 0; times < 4; times++) await undo();
  }

  it("stays when undone in the editor, down to the text as created", async () => {
    await createAllowed(files, "made-suite/made.ts", "made();\n");
    const editor = await scratch.show("made.ts");
    await type(editor, 1, 0, "// mine\n");
    await editor.document.save();
    await undoOften();
    assert.equal(scratch.text("made.ts"), "made();\n// mine\n", "what was saved stays on disk");
    assert.equal(editor.document.getText(), "made();\n");
    await vscode.commands.executeCommand("redo");
    assert.equal(editor.document.getText(), "made();\n// mine\n");
    await editor.document.save();
  });

  it("stays when undone without typing, also if it replaced one that was undone", async () => {
    for (const text of ["first();\n", "second();\n"]) {
      await createAllowed(files, "made-suite/again.ts", text);
      const { document } = await scratch.show("again.ts");
      await undoOften();
      assert.equal(document.getText(), text);
      assert.equal(scratch.text("again.ts"), text);
      await review.undo(document.uri);
      assert.equal(existsSync(scratch.at("again.ts")), false);
    }
  });

  it("stays when the model's edit is undone to the text as created", async () => {
    await createAllowed(files, "made-suite/edited.ts", "one();\n");
    const file = await files.read("made-suite/edited.ts", going);
    await editAllowed(files, file, [{ start: 0, end: 3, text: "two" }]);
    const { document } = await scratch.show("edited.ts");
    await undoOften();
    assert.equal(document.getText(), "one();\n");
    assert.equal(existsSync(scratch.at("edited.ts")), true);
    await vscode.commands.executeCommand("workbench.action.files.save");
  });
});
