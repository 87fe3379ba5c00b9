import assert from "node:assert/strict";
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { locate, refuseGitData } from "../../../../../src/editor/core/workspace/containment.ts";
import type { Folder } from "../../../../../src/editor/core/workspace/folderNames.ts";

describe("containment", () => {
  let base: string;
  let one: Folder;
  beforeEach(async () => {
    base = await realpath(await mkdtemp(join(tmpdir(), "contain-")));
    one = { name: "one", path: join(base, "one") };
    await mkdir(join(base, "one", "sub"), { recursive: true });
    await mkdir(join(base, "one-more"));
    await writeFile(join(base, "secret.txt"), "x");
    await writeFile(join(base, "one", "a.txt"), "x");
  });
  afterEach(() => rm(base, { recursive: true }));

  for (const path of ["a.txt", "./a.txt", "sub/../a.txt", "sub/new/deep.txt", ".", "..hidden", "sub/..x/y"]) {
    it(`allows ${path}`, async () => {
      const place = await locate([one], path);
      assert.ok(place.absolute === one.path || place.absolute.startsWith(`${one.path}/`));
    });
  }

  for (const path of [
    "..",
    "../secret.txt",
    "sub/../../secret.txt",
    "../one-more/x",
    "/etc/passwd",
    "a.txt/../../secret.txt",
  ]) {
    it(`refuses ${path}`, () => assert.rejects(locate([one], path), /outside of the workspace|ENOTDIR/));
  }

  it("takes an absolute path that lies inside", async () => {
    assert.equal((await locate([one], join(one.path, "a.txt"))).shown, "a.txt");
  });

  it("refuses what a link leads outside, also for a file that does not exist yet", async () => {
    await symlink(base, join(one.path, "link"));
    await symlink(join(base, "secret.txt"), join(one.path, "file-link"));
    await assert.rejects(locate([one], "link/secret.txt"), /outside/);
    await assert.rejects(locate([one], "link/new.txt"), /outside/);
    await assert.rejects(locate([one], "file-link"), /outside/);
  });

  it("follows a link that stays inside", async () => {
    await symlink(join(one.path, "sub"), join(one.path, "inner"));
    assert.equal((await locate([one], "inner/x.txt")).shown, "sub/x.txt");
  });

  it("follows a link from one folder into another, and an address by another link's way", async () => {
    const two = { name: "two", path: join(base, "one-more") };
    await symlink(two.path, join(one.path, "shared"));
    assert.equal((await locate([one, two], "one/shared/b.txt")).shown, "two/b.txt");
    assert.equal((await locate([one, two], "one/shared/b.txt")).address, join(two.path, "b.txt"));
    await assert.rejects(locate([one], "shared/b.txt"), /outside/);
    await symlink(two.path, join(base, "linked"));
    const three = { name: "three", path: join(base, "linked") };
    assert.deepEqual(await locate([one, three], join(two.path, "b.txt")), {
      absolute: join(two.path, "b.txt"),
      address: join(three.path, "b.txt"),
      shown: "three/b.txt",
      judged: "one-more/b.txt",
    });
    await assert.rejects(locate([one, { name: "none", path: join(base, "none") }], "one/shared/b.txt"), /outside/);
  });

  it("refuses a dangling link that points outside", async () => {
    await symlink(join(base, "not-yet.txt"), join(one.path, "dangling"));
    await assert.rejects(locate([one], "dangling"), /outside|link/);
  });

  it("refuses a NUL character and an empty workspace", async () => {
    await assert.rejects(locate([one], "a\0b"), /NUL/);
    await assert.rejects(locate([], "a"), /No folder/);
  });

  it("wants the folder's name where several are open", async () => {
    const two = { name: "two", path: join(base, "one-more") };
    assert.equal((await locate([one, two], "two/b.txt")).shown, "two/b.txt");
    await assert.rejects(locate([one, two], "b.txt"), /one, two/);
    await assert.rejects(locate([one, two], "two/../secret.txt"), /outside/);
  });

  it("refuses git's own data, whatever its case and however it is reached", async () => {
    await mkdir(join(one.path, ".git"));
    await symlink(join(one.path, ".git"), join(one.path, "g"));
    for (const path of [".git/config", ".GIT/config", "sub/.git/hooks/x", "g/config"]) {
      const place = await locate([one], path);
      assert.throws(() => refuseGitData(place), /git's own data/, path);
    }
    refuseGitData(await locate([one], ".gitignore"));
  });
});
