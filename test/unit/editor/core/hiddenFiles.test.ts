import assert from "node:assert/strict";
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hiddenBelow, hiddenIn } from "../../../../src/editor/core/workspace/hiddenFiles.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

describe("what .gemmaignore hides", () => {
  const { path: folder, remove } = temporaryFolder("hidden");
  const file = join(folder, ".gemmaignore");
  let time = 1_000_000;
  const lines = (...all: string[]): void => {
    writeFileSync(file, all.join("\n"));
    utimesSync(file, ++time, time);
  };
  after(remove);
  const hidden = async (path: string) => (await hiddenBelow([{ path: folder }], join(folder, path)))("");

  it("nothing, without the file", async () => assert.equal((await hiddenIn(folder))("a.txt"), false));

  const rows: [string, string[], string, boolean][] = [
    ["a file by its name, anywhere", ["notes.md"], "deep/notes.md", true],
    ["a file at the top alone", ["/notes.md"], "deep/notes.md", false],
    ["all that is in a folder", ["private/"], "private/a/b.txt", true],
    ["a folder itself", ["private/"], "private", true],
    ["what a glob covers", ["*.pem"], "keys/a.pem", true],
    ["not what a later line shows again", ["*.log", "!keep.log"], "keep.log", false],
    ["not by a comment", ["# a.txt"], "a.txt", false],
    ["with Windows line ends", ["a.txt\r", "b.txt\r"], "a.txt", true],
    ["not the folder of the file", ["*"], "", false],
  ];
  for (const [name, all, path, wanted] of rows)
    it(name, async () => {
      lines(...all);
      assert.equal((await hiddenIn(folder))(path), wanted);
    });

  it("is read again when the file changes or goes", async () => {
    lines("a.txt");
    assert.equal(await hidden("a.txt"), true);
    lines("b.txt");
    assert.equal(await hidden("a.txt"), false);
    assert.equal(await hidden("b.txt"), true);
    rmSync(file);
    assert.equal(await hidden("b.txt"), false);
  });

  it("everything, if the file can't be read", async () => {
    mkdirSync(file);
    assert.equal(await hidden("a.txt"), true);
    rmSync(file, { recursive: true });
  });

  it("what lies below a place, by the whole path", async () => {
    lines("/deep/a.txt");
    const hides = await hiddenBelow([{ path: folder }], join(folder, "deep"));
    assert.deepEqual([hides("a.txt"), hides("b.txt"), hides("")], [true, false, false]);
  });

  it("nothing of another folder", async () => {
    lines("*");
    assert.equal((await hiddenBelow([{ path: folder }], join(folder, "..", "elsewhere")))("a.txt"), false);
  });
});
