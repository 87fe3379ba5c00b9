import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isPrivate } from "../../../../src/agent/approval/files/privateFiles.ts";
import type { GitQuery } from "../../../../src/agent/ports/git.ts";
import { gitTool } from "../../../../src/agent/tools/git/gitTool.ts";
import { GitReader } from "../../../../src/editor/agent/git/gitReader.ts";
import { runningAlone } from "../../../support/running.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const program = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
const signal = new AbortController().signal;

class Repository {
  readonly folder: string;
  constructor(folder: string) {
    this.folder = folder;
    this.git("init", "-q", "-b", "main");
    this.git("config", "user.name", "Ann");
    this.git("config", "user.email", "ann@example.com");
  }
  git(...args: string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_SYSTEM: "/dev/null" };
    return execFileSync(program, args, { cwd: this.folder, encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] });
  }
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }
  commit(message: string): void {
    this.git("add", "-A");
    this.git("commit", "-q", "-m", message);
  }
  read(query: GitQuery, name?: string, below = "."): Promise<string> {
    const place = { cwd: join(this.folder, below), name, isHidden: isPrivate };
    return new GitReader(program, place, signal).read(query);
  }
}

describe("reading git", function () {
  this.timeout(30_000);
  const { path: root, remove } = temporaryFolder("git");
  const repository = new Repository(join(root, mk(root, "plain")));
  before(() => {
    repository.write("a.txt", "one\ntwo\n");
    repository.write("sub/b.txt", "b\n");
    repository.write(".env", "KEY=old\n");
    repository.commit("Begin");
    repository.write("a.txt", "one\nTWO\n");
    repository.commit("Write louder");
    repository.write("a.txt", "one\nTWO\nthree\n");
    repository.write("sub/b.txt", "b, changed\n");
    repository.git("add", "sub/b.txt");
    repository.write(".env", "KEY=secret\n");
    repository.write("-new.txt", "new\n");
  });
  after(remove);

  it("tells the status, also of a path", async () => {
    assert.equal(await repository.read({ action: "status" }), "## main\n M .env\n M a.txt\nM  sub/b.txt\n?? -new.txt");
    assert.equal(await repository.read({ action: "status" }, "a.txt"), "## main\n M a.txt");
    assert.equal(await repository.read({ action: "status" }, undefined, "sub"), "## main\nM  b.txt");
  });

  it("tells differences: of the files, of the index, against commits and ranges", async () => {
    const diff = await repository.read({ action: "diff" });
    assert.match(diff, /^\+three$/m);
    assert.doesNotMatch(diff, /changed|KEY/);
    assert.match(diff, /Left out, as they may hold secrets: \.env/);
    assert.match(await repository.read({ action: "diff", staged: true }), /^\+b, changed$/m);
    assert.match(await repository.read({ action: "diff", revision: "HEAD~1" }), /^-two$/m);
    assert.match(await repository.read({ action: "diff", revision: "HEAD~1..HEAD" }, "a.txt"), /^\+TWO$/m);
    assert.match(await repository.read({ action: "diff", revision: "HEAD~1...main" }), /^\+TWO$/m);
    assert.equal(await repository.read({ action: "diff" }, undefined, "sub"), "");
  });

  it("tells the history, and shows commits and files of them", async () => {
    const log = await repository.read({ action: "log", count: 20 });
    assert.match(log, /^[0-9a-f]{7} \d{4}-\d\d-\d\d Ann: Write louder \(HEAD -> main\)\n[0-9a-f]{7} .*: Begin$/);
    assert.equal((await repository.read({ action: "log", count: 1 })).split("\n").length, 1);
    assert.match(await repository.read({ action: "log", count: 9 }, "b.txt", "sub"), /^\S+ \S+ Ann: Begin$/);
    const shown = await repository.read({ action: "show" });
    assert.match(shown, /Write louder[^]*^-two\n\+TWO$/m);
    const first = await repository.read({ action: "show", revision: "HEAD~1" });
    assert.match(first, /Begin/);
    assert.doesNotMatch(first, /KEY/);
    assert.equal(await repository.read({ action: "show", revision: "HEAD~1:a.txt" }), "one\ntwo");
    assert.equal(await repository.read({ action: "show", revision: "HEAD:b.txt" }, undefined, "sub"), "b");
  });

  const refused: readonly (readonly [GitQuery, RegExp])[] = [
    [{ action: "show", revision: "HEAD:.env" }, /may hold secrets/],
    [{ action: "show", revision: "HEAD:./.env" }, /may hold secrets/],
    [{ action: "show", revision: "HEAD:sub/../.env" }, /outside/],
    [{ action: "show", revision: ":a.txt" }, /is no commit/],
    [{ action: "show", revision: ":/Begin" }, /is no commit/],
    [{ action: "show", revision: "HEAD^{tree}" }, /There is no commit/],
    [{ action: "show", revision: "--output=owned" }, /is no commit/],
    [{ action: "show", revision: "HEAD --output=owned" }, /is no commit/],
    [{ action: "diff", revision: "--no-index" }, /is no commit/],
    [{ action: "diff", revision: "HEAD..--output=owned" }, /is no commit/],
    [{ action: "log", revision: "--all", count: 1 }, /is no commit/],
    [{ action: "log", revision: "nowhere", count: 1 }, /There is no commit "nowhere"/],
  ];
  for (const [query, words] of refused)
    it(`refuses ${JSON.stringify(query)}`, async () => {
      await assert.rejects(repository.read(query), words);
      assert.equal(existsSync(join(repository.folder, "owned")), false);
    });

  it("does not show a blob by its own hash", async () => {
    const blob = repository.git("rev-parse", "HEAD:.env").trim();
    await assert.rejects(repository.read({ action: "show", revision: blob }), /There is no commit/);
  });

  it("takes a name for a name, whatever signs it has", async () => {
    repository.write(":(top)x*.txt", "odd\n");
    assert.equal(await repository.read({ action: "status" }, ":(top)x*.txt"), "## main\n?? :(top)x*.txt");
    rmSync(join(repository.folder, ":(top)x*.txt"));
  });

  it("says so where there is no repository, no commit, or another's files", async () => {
    const { path: bare, remove: removeBare } = temporaryFolder("no-git");
    const place = { cwd: bare, name: undefined, isHidden: () => false };
    await assert.rejects(new GitReader(program, place, signal).read({ action: "status" }), /not a git repository/);
    removeBare();
    const empty = new Repository(join(root, mk(root, "empty")));
    await assert.rejects(empty.read({ action: "log", count: 1 }), /does not have any commits/);
    const elsewhere = new Repository(join(root, mk(root, "elsewhere")));
    elsewhere.git("config", "core.worktree", repository.folder);
    await assert.rejects(elsewhere.read({ action: "status" }), /not those of this folder|must be run in a work tree/);
  });

  it("changes nothing, not even the index", async () => {
    const index = join(repository.folder, ".git/index");
    const before = [readFileSync(index, "latin1"), statSync(index).mtimeMs];
    for (const query of [{ action: "status" }, { action: "diff" }, { action: "show" }] as const)
      await repository.read(query);
    assert.deepEqual([readFileSync(index, "latin1"), statSync(index).mtimeMs], before);
  });

  it("cuts long answers for the model, and reads on", async () => {
    const tool = gitTool({ read: async () => "0123456789\n".repeat(3000) });
    const run = async (from?: number) => {
      const plan = await tool.plan({ action: "diff", ...(from !== undefined && { from }) }, signal);
      assert.ok(!plan.asks);
      return (await plan.run(runningAlone())).text;
    };
    const first = await run();
    const [, next] = /read on with "from": (\d+)\)$/.exec(first) ?? [];
    assert.ok(first.length < 16_100 && Number(next) % 11 === 0);
    assert.match(await run(Number(next)), /^0123456789\n/);
  });
});

describe("a repository that wants to run programs", function () {
  this.timeout(60_000);
  const { path: root, remove } = temporaryFolder("hostile");
  const marks = join(root, mk(root, "marks"));
  let hostile: Repository;

  /** A script that leaves a mark, and passes on what it is given. */
  function trap(name: string): string {
    const path = join(root, `${name}.sh`);
    writeFileSync(path, `#!/bin/sh\ntouch "${join(marks, name)}"\nexec cat\n`);
    chmodSync(path, 0o755);
    return path;
  }

  before(() => {
    hostile = new Repository(join(root, mk(root, "repository")));
    for (const name of ["a", "b", "c", "d", "e"]) hostile.write(`${name}.txt`, "one\n");
    hostile.commit("Begin");
    hostile.git("tag", "-a", "v1", "-m", "tag");
    hostile.write(
      ".gitattributes",
      "a.txt filter=clean\nb.txt filter=process\nc.txt diff=text\nd.txt diff=command\ne.txt filter=a=b\n",
    );
    hostile.write("inner/x.txt", "x\n");
    const inner = new Repository(join(root, "repository/inner"));
    inner.commit("Inner");
    hostile.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "./inner", "inner");
    hostile.commit("Attributes");
    for (const name of ["a", "b", "c", "d", "e"]) hostile.write(`${name}.txt`, "two\n");
    inner.write("x.txt", "changed\n");
    const config = (repository: Repository, key: string, value: string) => repository.git("config", key, value);
    config(hostile, "filter.clean.clean", trap("clean"));
    config(hostile, "filter.clean.required", "true");
    config(hostile, "filter.process.process", trap("process"));
    config(hostile, "filter.a=b.clean", trap("equals"));
    config(hostile, "diff.text.textconv", trap("textconv"));
    config(hostile, "diff.command.command", trap("command"));
    config(hostile, "diff.external", trap("external"));
    config(hostile, "core.fsmonitor", trap("fsmonitor"));
    config(hostile, "core.pager", trap("pager"));
    config(hostile, "pager.log", trap("pager-log"));
    config(hostile, "alias.status", `!${trap("alias")}`);
    config(hostile, "log.showSignature", "true");
    config(hostile, "gpg.program", trap("gpg"));
    config(hostile, "diff.submodule", "diff");
    config(hostile, "status.submoduleSummary", "true");
    config(inner, "core.fsmonitor", trap("inner-fsmonitor"));
    // Objects that are missing would be fetched by a program of the remote's choice.
    config(hostile, "core.repositoryFormatVersion", "1");
    config(hostile, "extensions.partialClone", "origin");
    config(hostile, "remote.origin.url", `ext::${trap("remote")}`);
    config(hostile, "remote.origin.promisor", "true");
    config(hostile, "core.sshCommand", trap("ssh"));
    const hooks = join(hostile.folder, ".git/hooks");
    for (const hook of ["post-index-change", "post-checkout"]) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch "${join(marks, hook)}"\n`);
      chmodSync(join(hooks, hook), 0o755);
    }
  });
  after(remove);

  const queries: readonly GitQuery[] = [
    { action: "status" },
    { action: "diff" },
    { action: "diff", revision: "HEAD~1" },
    { action: "diff", staged: true },
    { action: "log", count: 5 },
    { action: "show" },
    { action: "show", revision: "v1" },
    { action: "show", revision: "HEAD:a.txt" },
  ];

  it("would run them for a plain git", () => {
    hostile.git("status");
    assert.throws(() => hostile.git("diff"), "a filter that fails ends it");
    const ran = readdirSync(marks);
    for (const name of ["clean", "equals", "fsmonitor"]) assert.ok(ran.includes(name), `${name} of ${ran.join(", ")}`);
    for (const name of ran) rmSync(join(marks, name));
  });

  for (const query of queries)
    it(`runs nothing for ${JSON.stringify(query)}`, async () => {
      for (const name of ["a", "b", "c", "d", "e"]) hostile.write(`${name}.txt`, `two ${Math.random()}\n`);
      await hostile.read(query);
      assert.deepEqual(readdirSync(marks), []);
    });

  it("runs nothing of the environment either", async () => {
    const own = {
      GIT_EXTERNAL_DIFF: trap("env-diff"),
      GIT_DIR: "/nowhere",
      GIT_PAGER: trap("env-pager"),
      GIT_TRACE: join(marks, "trace"),
    };
    const before = process.env;
    process.env = { ...before, ...own };
    try {
      assert.match(await hostile.read({ action: "diff" }), /^\+two/m);
      assert.deepEqual(readdirSync(marks), []);
    } finally {
      process.env = before;
    }
  });

  it("fetches no object that is missing", async () => {
    const blob = hostile.git("rev-parse", "HEAD:a.txt").trim();
    rmSync(join(hostile.folder, ".git/objects", blob.slice(0, 2), blob.slice(2)));
    await assert.rejects(hostile.read({ action: "show", revision: "HEAD:a.txt" }));
    assert.deepEqual(readdirSync(marks), []);
  });
});

function mk(root: string, name: string): string {
  mkdirSync(join(root, name), { recursive: true });
  return name;
}
