import assert from "node:assert/strict";
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { WorkspaceError, type WorkspaceFault } from "../../../src/agent/ports/workspaceFault.ts";
import { unreviewed, WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { closeAll, Scratch, type, withSettings } from "../editing.ts";
import { createAllowed, editAllowed } from "../../support/consented.ts";

const files = new WorkspaceFiles(unreviewed);
const going = new AbortController().signal;
const folder = "faults-suite";

type Kind = WorkspaceFault["kind"];
const is = (kind: Kind) => (error: unknown) => {
  assert.ok(error instanceof WorkspaceError, String(error));
  assert.equal(error.fault.kind, kind, error.message);
  return true;
};
const utf16 = (text: string, mark = "\ufeff") => Buffer.from(mark + text, "utf16le");

/** Replaces the only `from` of a file as the tools do. */
async function edit(path: string, from: string, to: string): Promise<void> {
  const file = await files.read(path, going);
  const start = file.text.indexOf(from);
  assert.ok(start >= 0, `${from} in ${file.text}`);
  await editAllowed(files, file, [{ start, end: start + from.length, text: to }]);
}

describe("obstacles to reading and writing files", () => {
  let scratch: Scratch;
  let restore: () => Promise<void>;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch(folder);
  });
  after(async () => {
    await scratch.remove();
    await restore();
  });
  afterEach(closeAll);

  describe("is reported with its kind", () => {
    const reads: [Kind, path: string, content?: string | Uint8Array][] = [
      ["missing-file", `${folder}/none.txt`],
      ["is-folder", folder],
      ["bad-path", `${folder}/plain.txt/below.txt`],
      ["bad-path", `${folder}/a\0b`],
      ["outside", "../x.txt"],
      ["binary", `${folder}/picture.bin`, Uint8Array.from({ length: 600 }, (_, at) => at % 7)],
      ["too-large", `${folder}/large.txt`, "x".repeat(5_000_001)],
    ];
    for (const [kind, path, content] of reads) {
      it(`${kind}: reading ${JSON.stringify(path)}`, async () => {
        scratch.write("plain.txt", "x");
        if (content !== undefined) scratch.write(path.slice(folder.length + 1), content);
        await assert.rejects(files.read(path, going), is(kind));
      });
    }

    const creations: [Kind, path: string][] = [
      ["exists", `${folder}/plain.txt`],
      ["exists", folder],
      ["git-data", `${folder}/.git/hooks/pre-commit`],
      ["outside", "../x.txt"],
      ["bad-path", `${folder}/plain.txt/below.txt`],
      ["is-folder", `${folder}/new/`],
    ];
    for (const [kind, path] of creations) {
      it(`${kind}: making ${path}`, async () => {
        scratch.write("plain.txt", "x");
        await assert.rejects(files.checkNew(path, "evil"), is(kind));
        await assert.rejects(createAllowed(files, path, "evil"), is(kind));
        assert.equal(scratch.text("plain.txt"), "x");
      });
    }

    it("unsaved: creating a file whose unsaved text the editor holds", async () => {
      const path = scratch.write("gone.txt", "one\n");
      const editor = await scratch.show("gone.txt");
      await type(editor, 0, 0, "mine ");
      rmSync(scratch.at("gone.txt"));
      await assert.rejects(createAllowed(files, path, "other\n"), is("unsaved"));
      assert.equal(editor.document.getText(), "mine one\n");
    });

    it("unsaved: creating a file that an untitled document will be saved as", async () => {
      const uri = vscode.Uri.file(scratch.at("waits.txt")).with({ scheme: "untitled" });
      const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      await type(editor, 0, 0, "mine");
      await assert.rejects(createAllowed(files, `${folder}/waits.txt`, "other\n"), is("unsaved"));
      assert.equal(existsSync(scratch.at("waits.txt")), false);
    });

    it("read-only: editing a write-protected file", async () => {
      const path = scratch.write("locked.txt", "one\n");
      chmodSync(scratch.at("locked.txt"), 0o444);
      const file = await files.read(path, going);
      const edits = [{ start: 0, end: 3, text: "two" }];
      await assert.rejects(files.checkEdit(file, edits), is("read-only"));
      await assert.rejects(editAllowed(files, file, edits), is("read-only"));
      assert.equal(scratch.text("locked.txt"), "one\n");
    });

    it("changed: editing a file that changed on disk since it was read; the new text stays", async () => {
      const path = scratch.write("shared.txt", "one\ntwo\n");
      const { document } = await scratch.show("shared.txt");
      const file = await files.read(path, going);
      writeFileSync(scratch.at("shared.txt"), "theirs\none\ntwo\n");
      await assert.rejects(editAllowed(files, file, [{ start: 0, end: 3, text: "ONE" }]), is("changed"));
      assert.equal(scratch.text("shared.txt"), "theirs\none\ntwo\n");
      assert.equal(document.isDirty, false);
      await edit(path, "two", "TWO");
      assert.equal(scratch.text("shared.txt"), "theirs\none\nTWO\n");
    });

    it("none: a dirty buffer is edited but not saved, whatever happened to its file", async () => {
      const path = scratch.write("dirty.txt", "one\n");
      const editor = await scratch.show("dirty.txt");
      await type(editor, 0, 0, "mine ");
      writeFileSync(scratch.at("dirty.txt"), "theirs\n");
      await edit(path, "one", "two");
      assert.equal(editor.document.getText(), "mine two\n");
      assert.equal(scratch.text("dirty.txt"), "theirs\n");
    });

    it("missing-file: undoing in a deleted file whose text the editor still holds", async () => {
      const review = new Review(new ReviewStore(scratch.at("held.json"), (error) => assert.fail(String(error))));
      try {
        const own = new WorkspaceFiles(review);
        const file = await own.read(scratch.write("moved.txt", "one\n"), going);
        await editAllowed(own, file, [{ start: 0, end: 3, text: "two" }]);
        renameSync(scratch.at("moved.txt"), scratch.at("elsewhere.txt"));
        await assert.rejects(review.undo(vscode.Uri.file(scratch.at("moved.txt"))), is("missing-file"));
        assert.equal(existsSync(scratch.at("moved.txt")), false);
      } finally {
        review.dispose();
      }
    });

    it("missing-file: undoing in a deleted file", async () => {
      const uri = vscode.Uri.file(scratch.at("lost.txt"));
      const hunk = { start: 0, end: 4, original: "one\n" };
      const stored = [{ uri: uri.toString(), text: "two\n", hunks: [hunk], created: false }];
      scratch.write("pending.json", JSON.stringify(stored));
      const review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
      try {
        await review.restore();
        await assert.rejects(review.undo(uri), is("missing-file"));
        assert.equal(review.hunksOf(uri).length, 1);
      } finally {
        review.dispose();
      }
    });
  });

  describe("in a file's encoding", () => {
    it("what the editor misreads is refused, and unchanged byte for byte", async () => {
      const path = scratch.write("guess.txt", Buffer.from("caf\xe9\nplain\n", "latin1"));
      const file = await files.read(path, going);
      const start = file.text.indexOf("plain");
      await assert.rejects(files.checkEdit(file, [{ start, end: start + 5, text: "x" }]), is("misread"));
      await assert.rejects(edit(path, "plain", "changed"), is("misread"));
      assert.equal(scratch.bytes("guess.txt"), "caf\xe9\nplain\n");
    });

    it("Windows-1252 is kept if set, and characters outside it are refused", async () => {
      const back = await withSettings({ "files.encoding": "windows1252" });
      try {
        const path = scratch.write("western.txt", Buffer.from("caf\xe9 \x80\nplain\n", "latin1"));
        await edit(path, "plain", "th\u00e9 5 \u20ac");
        assert.equal(scratch.bytes("western.txt"), "caf\xe9 \x80\nth\xe9 5 \x80\n");
        await assert.rejects(edit(path, "th\u00e9", "a \u2192 b"), (error) => {
          assert.ok(error instanceof WorkspaceError);
          const { fault } = error;
          assert.deepEqual(fault.kind === "no-such-character" && fault.character, "\u2192");
          return true;
        });
        assert.equal(scratch.bytes("western.txt"), "caf\xe9 \x80\nth\xe9 5 \x80\n");
        await createAllowed(files, `${folder}/made.txt`, "th\u00e9\n");
        assert.equal(scratch.bytes("made.txt"), "th\xe9\n");
        await assert.rejects(createAllowed(files, `${folder}/not.txt`, "\u2192\n"), is("no-such-character"));
      } finally {
        await back();
      }
    });

    const others: [name: string, before: Uint8Array, after: Uint8Array][] = [
      ["utf16le.txt", utf16("caf\u00e9\r\nplain\r\n"), utf16("caf\u00e9\r\n\u2192\r\n")],
      ["utf16be.txt", utf16("caf\u00e9\nplain\n").swap16(), utf16("caf\u00e9\n\u2192\n").swap16()],
      ["marked.txt", Buffer.from("\ufeffcaf\u00e9\nplain\n"), Buffer.from("\ufeffcaf\u00e9\n\u2192\n")],
    ];
    for (const [name, before, after] of others) {
      it(`${name} is kept`, async () => {
        const path = scratch.write(name, before);
        await edit(path, "plain", "\u2192");
        assert.equal(scratch.bytes(name), Buffer.from(after).toString("latin1"));
      });
    }

    it("the document's chosen encoding is kept", async () => {
      const japanese = Buffer.from("\x93\xfa\x96\x7b\nplain\n", "latin1");
      const path = scratch.write("sjis.txt", japanese);
      await vscode.workspace.openTextDocument(vscode.Uri.file(scratch.at("sjis.txt")), { encoding: "shiftjis" });
      assert.equal((await files.read(path, going)).text, "\u65e5\u672c\nplain\n");
      await edit(path, "plain", "\u672c");
      assert.equal(scratch.bytes("sjis.txt"), "\x93\xfa\x96\x7b\n\x96\x7b\n");
    });

    it("UTF-16 without a mark is kept or refused, never harmed", async () => {
      const before = utf16("cafe\nplain\n", "");
      const path = scratch.write("unmarked.txt", before);
      try {
        await edit(path, "plain", "changed");
        const text = scratch.bytes("unmarked.txt").replace(/^\xff\xfe/, "");
        assert.equal(text, utf16("cafe\nchanged\n", "").toString("latin1"));
      } catch (error) {
        if (!(error instanceof WorkspaceError)) throw error;
        assert.equal(scratch.bytes("unmarked.txt"), before.toString("latin1"));
      }
    });
  });
});
