import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { TextEdit } from "../../../src/agent/ports/workspace.ts";
import { unreviewed, WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { newGate } from "../../support/gate.ts";
import { until } from "../../support/until.ts";
import { closeAll, Scratch, type, undo, withSettings } from "../editing.ts";
import { createAllowed, editAllowed } from "../../support/consented.ts";

const files = new WorkspaceFiles(unreviewed);
const going = new AbortController().signal;

/** The edit that puts `to` in the place of the only `from`. */
function swap(text: string, from: string, to: string): TextEdit[] {
  const start = text.indexOf(from);
  return [{ start, end: start + from.length, text: to }];
}

/** Reads a file and edits it as the tools do. */
async function editFile(path: string, from: string, to: string): Promise<void> {
  const file = await files.open(path, going);
  await editAllowed(files, file, swap(file.text, from, to));
}

describe("the workspace's files", () => {
  let scratch: Scratch;
  let outside: string;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch("files-suite");
    outside = mkdtempSync(join(tmpdir(), "gemma-code-outside-"));
    writeFileSync(join(outside, "secret.txt"), "secret\n");
  });
  after(async () => {
    await scratch.remove();
    rmSync(outside, { recursive: true, force: true });
    await restore();
  });
  afterEach(closeAll);

  describe("read", () => {
    it("returns the open buffer, otherwise the file", async () => {
      const path = scratch.write("read.txt", "on disk\n");
      assert.deepEqual(await files.read(path, going), { path, text: "on disk\n" });
      await type(await scratch.show("read.txt"), 0, 0, "typed, ");
      assert.equal((await files.read(path, going)).text, "typed, on disk\n");
    });

    it("refuses a folder, a missing file, a binary and a very large one, each in words", async () => {
      scratch.write("folder/in.txt", "");
      scratch.write(
        "picture.bin",
        Uint8Array.from({ length: 600 }, (_, at) => at % 7),
      );
      scratch.write("large.txt", "x".repeat(5_000_001));
      await assert.rejects(files.read("files-suite/folder", going), /is a folder/);
      await assert.rejects(files.read("files-suite/missing.txt", going), /no file .*list_dir/);
      await assert.rejects(files.read("files-suite/picture.bin", going), /not a text file/);
      await assert.rejects(files.read("files-suite/large.txt", going), /too large/);
    });

    it("does not start after a stop", async () => {
      const path = scratch.write("stopped.txt", "x");
      await assert.rejects(files.read(path, AbortSignal.abort()), { name: "AbortError" });
    });
  });

  describe("edit", () => {
    it("changes a clean file on disk and in the buffer, as one undo", async () => {
      const path = scratch.write("clean.txt", "one\ntwo\nthree\n");
      const { document } = await scratch.show("clean.txt");
      const file = await files.read(path, going);
      await editAllowed(files, file, [...swap(file.text, "one", "ONE"), ...swap(file.text, "three", "THREE")]);
      assert.equal(scratch.text("clean.txt"), "ONE\ntwo\nTHREE\n");
      assert.equal(document.isDirty, false);
      await undo();
      assert.equal(document.getText(), "one\ntwo\nthree\n");
    });

    it("keeps what the user typed, unsaved, and is one undo on top of it", async () => {
      const path = scratch.write("dirty.txt", "one\ntwo\n");
      const editor = await scratch.show("dirty.txt");
      await type(editor, 0, 0, "mine\n");
      await editFile(path, "two", "TWO");
      assert.equal(editor.document.getText(), "mine\none\nTWO\n");
      assert.equal(editor.document.isDirty, true);
      assert.equal(scratch.text("dirty.txt"), "one\ntwo\n");
      await undo();
      assert.equal(editor.document.getText(), "mine\none\ntwo\n");
    });

    it("changes a file that no editor shows", async () => {
      const path = scratch.write("closed.txt", "one\n");
      await editFile(path, "one", "two");
      assert.equal(scratch.text("closed.txt"), "two\n");
    });

    it("keeps CRLF, a byte order mark, tabs, blanks at line ends and a missing final newline", async () => {
      const path = scratch.write("bytes.txt", "\ufeffone \r\n\ttwo\t\r\nthree");
      await editFile(path, "two", "2\r\n2");
      assert.equal(scratch.bytes("bytes.txt"), "\xef\xbb\xbfone \r\n\t2\r\n2\t\r\nthree");
    });

    it("refuses when the buffer changed since it was read", async () => {
      const path = scratch.write("moving.txt", "one\n");
      const editor = await scratch.show("moving.txt");
      const file = await files.read(path, going);
      await type(editor, 0, 0, "more\n");
      await assert.rejects(editAllowed(files, file, swap(file.text, "one", "two")), /changed meanwhile.*Read it again/);
      assert.equal(editor.document.getText(), "more\none\n");
    });

    it("does not wait for a save after a stop, and writes nothing if stopped before", async () => {
      const path = scratch.write("stopped.held", "one\n");
      const file = await files.read(path, going);
      const edits = swap(file.text, "one", "two");
      await assert.rejects(editAllowed(files, file, edits, AbortSignal.abort()), { name: "AbortError" });
      assert.equal((await files.read(path, going)).text, "one\n");
      const [held, stop] = [newGate(), new AbortController()];
      const listening = vscode.workspace.onWillSaveTextDocument((event) => {
        if (!event.document.fileName.endsWith(".held")) return;
        event.waitUntil(held.opened);
        stop.abort();
      });
      try {
        await assert.rejects(editAllowed(files, file, edits, stop.signal), { name: "AbortError" });
        assert.equal(scratch.text("stopped.held"), "one\n", "the save is still held up");
      } finally {
        held.open();
        listening.dispose();
      }
      await until("the save", () => scratch.text("stopped.held") === "two\n" || undefined);
    });

    it("refuses a file in another encoding, or keeps the encoding if the editor knows it", async () => {
      const path = scratch.write("latin1.txt", Buffer.from("caf\xe9\nplain\n", "latin1"));
      await assert.rejects(editFile(path, "plain", "changed"), /not in utf8.*reopen/);
      assert.equal(scratch.bytes("latin1.txt"), "caf\xe9\nplain\n");
      await closeAll();
      await vscode.workspace.openTextDocument(vscode.Uri.file(scratch.at("latin1.txt")), { encoding: "iso88591" });
      await editFile(path, "plain", "changed");
      assert.equal(scratch.bytes("latin1.txt"), "caf\xe9\nchanged\n");
    });

    it("accepts a replacement character that the file contains", async () => {
      const path = scratch.write("sign.txt", "a \ufffd sign\nplain\n");
      await editFile(path, "plain", "changed");
      assert.equal(scratch.text("sign.txt"), "a \ufffd sign\nchanged\n");
    });

    it("refuses git's own data", async () => {
      scratch.write(".git/config", "[core]\n");
      await assert.rejects(editFile("files-suite/.git/config", "core", "evil"), /git's own data/);
      assert.equal(scratch.text(".git/config"), "[core]\n");
    });
  });

  describe("create", () => {
    it("makes the file and its folders", async () => {
      await files.checkNew("files-suite/deep/er/new.txt", "made\n");
      await createAllowed(files, "files-suite/deep/er/new.txt", "made\n");
      assert.equal(scratch.text("deep/er/new.txt"), "made\n");
    });

    it("refuses what exists, git's own data, and places outside", async () => {
      const path = scratch.write("there.txt", "keep\n");
      for (const [place, words] of [
        [path, /exists already/],
        ["files-suite/.git/hooks/pre-commit", /git's own data/],
        ["files-suite/.GIT/hooks/pre-commit", /git's own data/],
        ["../escaped.txt", /outside/],
        [join(outside, "new.txt"), /outside/],
      ] as const) {
        await assert.rejects(files.checkNew(place, "evil"), words);
        await assert.rejects(createAllowed(files, place, "evil"), words);
      }
      assert.equal(scratch.text("there.txt"), "keep\n");
    });
  });

  describe("links", () => {
    before(() => {
      symlinkSync(join(outside, "secret.txt"), scratch.at("link.txt"));
      symlinkSync(outside, scratch.at("linked"));
      symlinkSync(join(outside, "not-yet.txt"), scratch.at("dangling.txt"));
      mkdirSync(scratch.at("inner"), { recursive: true });
      writeFileSync(scratch.at("inner/a.txt"), "inside\n");
      symlinkSync(scratch.at("inner"), scratch.at("alias"));
    });

    it("that lead out of the workspace are not followed", async () => {
      await assert.rejects(files.read("files-suite/link.txt", going), /outside/);
      await assert.rejects(files.read("files-suite/linked/secret.txt", going), /outside/);
      await assert.rejects(files.list("files-suite/linked"), /outside/);
      await assert.rejects(createAllowed(files, "files-suite/linked/new.txt", "evil"), /outside/);
      await assert.rejects(createAllowed(files, "files-suite/dangling.txt", "evil"), /outside|exists/);
      await assert.rejects(
        files.search({ text: "secret", regex: false, path: "files-suite/linked" }, 9, going),
        /outside/,
      );
    });

    it("that stay inside are", async () => {
      assert.equal((await files.read("files-suite/alias/a.txt", going)).text, "inside\n");
    });
  });

  describe("list", () => {
    it("names files and folders, and neither git's data nor a missing folder", async () => {
      scratch.write("listed/sub/a.txt", "");
      scratch.write("listed/b.txt", "");
      scratch.write("listed/.git/config", "");
      const entries = await files.list("files-suite/listed");
      assert.deepEqual(entries.map(({ name, kind }) => `${kind} ${name}`).sort(), ["file b.txt", "folder sub"]);
      await assert.rejects(files.list("files-suite/none"), /no folder/);
    });
  });

  it("find a document that is open under the same path", async () => {
    const path = scratch.write("same.txt", "one\n");
    const editor = await scratch.show("same.txt");
    await editFile(path, "one", "two");
    assert.equal(vscode.window.activeTextEditor?.document, editor.document);
    assert.equal(editor.document.getText(), "two\n");
  });
});
