import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { GitChanges } from "../../../../src/editor/agent/changes/gitChanges.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const git = execFileSync(process.platform === "win32" ? "where" : "which", ["git"], { encoding: "utf8" })
  .split("\n")[0]!
  .trim();
const { signal } = new AbortController();

function repository(): { top: string; write(path: string, text: string): void; run(...args: string[]): void } {
  const top = temporaryFolder("git-changes").path;
  const run = (...args: string[]): void => {
    const who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
    execFileSync(git, [...who, ...args], { cwd: top, stdio: "pipe" });
  };
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  };
  run("init", "-q");
  return { top, write, run };
}

describe("what git tells of changes", () => {
  it("names changed, new and deleted files below the folder, also across a commit, and none that are ignored", async () => {
    const { top, write, run } = repository();
    write(".gitignore", "out/\n");
    for (const name of ["a.txt", "inner/b.txt", "inner/gone.txt", "inner/with space ü.txt", "inner/moved.txt"])
      write(name, "1\n");
    run("add", ".");
    run("commit", "-qm", "one");
    const changes = await GitChanges.of(git, join(top, "inner"), signal);
    const { head, changed } = await changes.now(signal);
    assert.deepEqual(changed, []);
    write("a.txt", "2\n");
    write("inner/b.txt", "2\n");
    write("inner/new.txt", "2\n");
    write("inner/out/x.txt", "2\n");
    write("inner/with space ü.txt", "2\n");
    rmSync(join(top, "inner/gone.txt"));
    run("mv", "inner/moved.txt", "inner/there.txt");
    const expected = ["b.txt", "gone.txt", "moved.txt", "new.txt", "there.txt", "with space ü.txt"];
    assert.deepEqual((await changes.changedSince(head, signal)).toSorted(), expected);
    run("add", ".");
    run("commit", "-qm", "two");
    assert.deepEqual((await changes.changedSince(head, signal)).toSorted(), expected);
  });

  it("has a file's bytes as they were checked out, and says where only a program could tell", async () => {
    const { top, write, run } = repository();
    run("config", "core.autocrlf", "true");
    write(".gitattributes", "*.bin filter=large\n*.txt text\n");
    write("a.txt", "one\ntwo\n");
    write("b.bin", "pointer");
    write("run.sh", "#!/bin/sh\n");
    chmodSync(join(top, "run.sh"), 0o755);
    writeFileSync(
      join(top, "raw.dat"),
      Uint8Array.from({ length: 300 }, (_, at) => at % 256),
    );
    symlinkSync("a.txt", join(top, "link"));
    run("add", ".gitattributes", "a.txt", "b.bin", "run.sh", "raw.dat", "link");
    run("commit", "-qm", "one");
    run("config", "filter.large.smudge", "sh -c 'echo ran >&2; exit 1'");
    run("config", "filter.large.required", "true");
    const changes = await GitChanges.of(git, top, signal);
    const { head } = await changes.now(signal);
    const bytes = async (path: string) => (await changes.fileAt(head, path, signal))?.bytes;
    assert.equal(Buffer.from((await bytes("a.txt"))!).toString(), "one\r\ntwo\r\n");
    assert.equal(
      Buffer.from((await bytes("run.sh"))!)
        .toString()
        .trimEnd(),
      "#!/bin/sh",
    );
    assert.deepEqual(
      [...(await bytes("raw.dat"))!],
      Array.from({ length: 300 }, (_, at) => at % 256),
    );
    assert.deepEqual(await changes.fileAt(head, "none.txt", signal), { bytes: undefined });
    assert.equal(await changes.fileAt(head, "b.bin", signal), undefined);
    assert.equal(await changes.fileAt(head, "link", signal), undefined);
  });

  it("is refused for a folder outside of repositories, or one without a commit", async () => {
    const { top } = repository();
    const changes = await GitChanges.of(git, top, signal);
    await assert.rejects(changes.now(signal));
    const outside = await GitChanges.of(git, temporaryFolder("no-git").path, signal);
    await assert.rejects(outside.now(signal));
  });
});
