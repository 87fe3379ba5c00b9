import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { FileOperation } from "../../../src/agent/transcript/turnEvent.ts";
import { changeAllowed } from "../../support/consented.ts";
import { closeAll, type } from "../editing.ts";
import { type OperationsBed, operationsBed } from "./operationsBed.ts";

const going = new AbortController().signal;

describe("moves, deletions and new folders", () => {
  let bed: OperationsBed;
  let scratch: OperationsBed["scratch"];
  let outside: string;
  let changes: OperationsBed["changes"];
  const at = (path: string): string => `operations-suite/${path}`;
  const exists = (path: string): boolean => existsSync(scratch.at(path));
  const move = async (from: string, to: string): Promise<void> =>
    changeAllowed(changes, [await changes.planMove(at(from), at(to), going)]);
  const remove = async (path: string): Promise<void> =>
    changeAllowed(changes, [await changes.planDeletion(at(path), going)]);

  before(async () => {
    bed = await operationsBed("operations-suite");
    ({ scratch, outside, changes } = bed);
  });
  after(() => bed.remove());
  afterEach(closeAll);

  describe("a move", () => {
    it("takes a file to a new folder, and its bytes stay", async () => {
      const bytes = Buffer.from("\ufeffcaf\xe9\r\nlast", "latin1");
      scratch.write("m1/a.txt", bytes);
      await move("m1/a.txt", "m1/deep/er/b.txt");
      assert.ok(!exists("m1/a.txt"));
      assert.deepEqual(readFileSync(scratch.at("m1/deep/er/b.txt")), bytes);
    });

    it("takes a folder with all its files, and lists them", async () => {
      scratch.write("m2/one/a.txt", "a\n");
      scratch.write("m2/one/sub/b.txt", "b\n");
      const plan = await changes.planMove(at("m2/one"), at("m2/two"), going);
      assert.deepEqual(
        plan.files?.map(({ path }) => path),
        [at("m2/one/a.txt"), at("m2/one/sub/b.txt")],
      );
      await changeAllowed(changes, [plan]);
      assert.ok(!exists("m2/one"));
      assert.equal(scratch.text("m2/two/sub/b.txt"), "b\n");
    });

    it("goes into a folder that is there", async () => {
      scratch.write("m3/a.txt", "a\n");
      scratch.write("m3/sub/b.txt", "b\n");
      await move("m3/a.txt", "m3/sub");
      assert.equal(scratch.text("m3/sub/a.txt"), "a\n");
    });

    it("takes an open document along, and pending changes of it", async () => {
      const path = scratch.write("m4/a.ts", "one\ntwo\n");
      await scratch.show("m4/a.ts");
      const operations: FileOperation[] = [
        { type: "write", change: { path, before: "one\ntwo\n", after: "one\nTWO\n" } },
      ];
      await changeAllowed(changes, operations);
      await move("m4/a.ts", "m4/b.ts");
      assert.deepEqual(
        bed.review.uris.filter(({ path }) => path.includes("/m4/")).map(({ path }) => path.split("/").at(-1)),
        ["b.ts"],
      );
      assert.equal(vscode.window.activeTextEditor?.document.fileName, scratch.at("m4/b.ts"));
    });

    it("is refused where the target exists, is in the source, outside, or git's, and harms nothing", async () => {
      scratch.write("m5/a.txt", "a\n");
      scratch.write("m5/b.txt", "b\n");
      scratch.write("m5/dir/c.txt", "c\n");
      scratch.write("m5/into/dir/old.txt", "old\n");
      scratch.write("m5/.git/config", "[core]\n");
      for (const [from, to, words] of [
        ["m5/a.txt", "m5/b.txt", /exists already/],
        ["m5/dir", "m5/into", /exists already/],
        ["m5/dir", "m5/dir/inner", /within it/],
        ["m5/none.txt", "m5/x.txt", /no file/],
        ["m5/a.txt", "../../../out.txt", /outside/],
        ["m5/a.txt", "m5/.git/hooks/pre-commit", /git's own data/],
        ["m5/.git/config", "m5/config", /git's own data/],
        ["m5", "other", /git's own data/],
      ] as const)
        await assert.rejects(move(from, to), words, `${from} to ${to}`);
      await assert.rejects(changes.planMove(".", at("x"), going), /folder that is open/);
      assert.equal(scratch.text("m5/a.txt"), "a\n");
      assert.equal(scratch.text("m5/b.txt"), "b\n");
      assert.equal(scratch.text("m5/dir/c.txt"), "c\n");
    });

    it("does not happen if the target came in between, nor if the folder holds other files by then", async () => {
      scratch.write("m6/a.txt", "a\n");
      scratch.write("m6/dir/b.txt", "b\n");
      const plan = await changes.planMove(at("m6/a.txt"), at("m6/c.txt"), going);
      scratch.write("m6/c.txt", "mine\n");
      await assert.rejects(changeAllowed(changes, [plan]), /exists already/);
      assert.equal(scratch.text("m6/c.txt"), "mine\n");
      const whole = await changes.planMove(at("m6/dir"), at("m6/dir2"), going);
      scratch.write("m6/dir/late.txt", "late\n");
      await assert.rejects(changeAllowed(changes, [whole]), /changed meanwhile/);
      assert.equal(scratch.text("m6/dir/late.txt"), "late\n");
    });
  });

  describe("a deletion", () => {
    it("shows the text of a file, or the files of a folder, and takes exactly these", async () => {
      scratch.write("d1/a.txt", "a\n");
      scratch.write("d1/dir/b.txt", "bb\n");
      scratch.write("d1/dir/sub/c.bin", Uint8Array.of(0, 1, 2));
      const file = await changes.planDeletion(at("d1/a.txt"), going);
      assert.deepEqual([file.text, file.bytes], ["a\n", 2]);
      const folder = await changes.planDeletion(at("d1/dir"), going);
      assert.deepEqual(
        folder.files?.map(({ path }) => path),
        [at("d1/dir/b.txt"), at("d1/dir/sub/c.bin")],
      );
      assert.equal(folder.bytes, 6);
      await changeAllowed(changes, [file, folder]);
      assert.deepEqual(readdirSync(scratch.at("d1")), []);
    });

    it("does not happen if anything in it changed since it was shown", async () => {
      for (const [name, change] of [
        ["content", () => scratch.write("d2/dir/a.txt", "other\n")],
        ["another file", () => scratch.write("d2/dir/new.txt", "")],
        ["another folder", () => mkdirSync(scratch.at("d2/dir/new"))],
        ["one less", () => rmSync(scratch.at("d2/dir/b.txt"))],
      ] as const) {
        rmSync(scratch.at("d2"), { recursive: true, force: true });
        scratch.write("d2/dir/a.txt", "a\n");
        scratch.write("d2/dir/b.txt", "b\n");
        const plan = await changes.planDeletion(at("d2/dir"), going);
        change();
        await assert.rejects(changeAllowed(changes, [plan]), /changed meanwhile/, name);
        assert.ok(exists("d2/dir/a.txt"), name);
      }
    });

    it("is refused for unsaved text, links, git's data, locked files, the workspace, and what is not there", async () => {
      scratch.write("d3/dirty/a.txt", "a\n");
      scratch.write("d3/repo/.git/config", "[core]\n");
      scratch.write("d3/locked.txt", "x\n");
      chmodSync(scratch.at("d3/locked.txt"), 0o444);
      symlinkSync(outside, scratch.at("d3/out"));
      symlinkSync(scratch.at("d3/dirty"), scratch.at("d3/alias"));
      symlinkSync(scratch.at("d3/nowhere"), scratch.at("d3/dangling"));
      await type(await scratch.show("d3/dirty/a.txt"), 0, 0, "mine ");
      for (const [path, words] of [
        ["d3/dirty/a.txt", /unsaved text/],
        ["d3/dirty", /unsaved text/],
        ["d3", /unsaved text/],
        ["d3/alias", /is a link|unsaved/],
        ["d3/out", /outside/],
        ["d3/out/keep.txt", /outside/],
        ["d3/dangling", /is a link|no file/],
        ["d3/repo", /git's own data/],
        ["d3/repo/.git", /git's own data/],
        ["d3/locked.txt", /read-only/],
        ["d3/none", /no file/],
        ["..", /folder that is open/],
        ["../..", /outside/],
      ] as const)
        await assert.rejects(remove(path), words, path);
      assert.equal(readFileSync(join(outside, "keep.txt"), "utf8"), "keep\n");
      assert.equal(scratch.text("d3/dirty/a.txt"), "a\n");
      assert.equal(vscode.window.activeTextEditor?.document.getText(), "mine a\n");
    });

    it("of a link is refused, and what it leads to stays", async () => {
      scratch.write("d4/real/a.txt", "a\n");
      symlinkSync(scratch.at("d4/real"), scratch.at("d4/alias"));
      symlinkSync(scratch.at("d4/real/a.txt"), scratch.at("d4/a-link.txt"));
      await assert.rejects(remove("d4/alias"), /is a link/);
      await assert.rejects(remove("d4/a-link.txt"), /is a link/);
      await assert.rejects(move("d4/alias", "d4/moved"), /is a link/);
      assert.equal(scratch.text("d4/real/a.txt"), "a\n");
    });

    it("of a folder with a link in it takes the link alone", async () => {
      scratch.write("d5/dir/a.txt", "a\n");
      symlinkSync(outside, scratch.at("d5/dir/out"));
      await remove("d5/dir");
      assert.ok(!exists("d5/dir"));
      assert.equal(readFileSync(join(outside, "keep.txt"), "utf8"), "keep\n");
    });

    it("is refused for a folder with very many files", async () => {
      for (let file = 0; file <= 500; file++) scratch.write(`d6/f${file}.txt`, "");
      await assert.rejects(remove("d6"), /more than 500 files.*one by one/);
      rmSync(scratch.at("d6"), { recursive: true });
    });

    it("does not begin after a stop", async () => {
      scratch.write("d7/a.txt", "a\n");
      const plan = await changes.planDeletion(at("d7/a.txt"), going);
      await assert.rejects(changeAllowed(changes, [plan], AbortSignal.abort()), { name: "AbortError" });
      assert.ok(exists("d7/a.txt"));
    });
  });

  describe("a new folder", () => {
    it("is made with those above it, and not where something is", async () => {
      await changeAllowed(changes, [await changes.planFolder(at("n1/deep/er/"))]);
      assert.ok(exists("n1/deep/er"));
      await assert.rejects(changes.planFolder(at("n1/deep")), /exists already/);
      await assert.rejects(changes.planFolder("../out"), /outside/);
      await assert.rejects(changes.planFolder(at(".git/x")), /git's own data/);
    });
  });
});
