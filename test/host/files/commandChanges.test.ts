import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { FileNow } from "../../../src/agent/checkpoints/keepingEffects.ts";
import type { FileStep } from "../../../src/agent/transcript/schema/filesSchema.ts";
import { hashOf } from "../../../src/chat/store/kept/keptBytes.ts";
import { noticeChanges } from "../../../src/editor/agent/changes/commandChanges.ts";
import { closeAll, Scratch, type, withSettings } from "../editing.ts";

const texts = new Map<string, string>();
async function keep(now: FileNow): Promise<{ disk: string }> {
  if (now === "unknown") return { disk: "unknown" };
  if (!now.disk) return { disk: "none" };
  texts.set(hashOf(now.disk), Buffer.from(now.disk).toString());
  return { disk: hashOf(now.disk) };
}
const textOf = (state: string): string => texts.get(state) ?? state;

describe("the changes of a command", () => {
  let scratch: Scratch;
  const top = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const git = (...args: string[]): void => {
    const who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...who, ...args], { cwd: top, stdio: "pipe" });
  };
  let back: () => Promise<void>;
  // The editor's own git would look into a repository that comes and goes.
  before(async () => (back = await withSettings({ "git.enabled": false })));
  after(() => back());
  beforeEach(() => {
    scratch = new Scratch("changes-suite");
    assert.equal(existsSync(join(top, ".git")), false);
  });
  afterEach(async () => {
    rmSync(join(top, ".git"), { recursive: true, force: true });
    await scratch.remove();
  });

  /** What is noticed while `work` runs: the earlier and later text of each file of the suite. */
  async function noticed(work: () => unknown): Promise<Record<string, readonly [string, string]>> {
    const noticing = await noticeChanges(keep);
    await work();
    const steps = (await noticing.end()).filter(({ path }) => path.startsWith(`${scratch.name}/`));
    const changeOf = ({ path, before, after, by }: FileStep) => {
      assert.equal(by, "command");
      return [path.slice(scratch.name.length + 1), [textOf(before.disk), textOf(after?.disk ?? "")]] as const;
    };
    return Object.fromEntries(steps.map(changeOf));
  }

  it("are known in a repository: from the commit, or kept before; also if the command commits", async () => {
    for (const name of ["clean.txt", "dirty.txt", "gone.txt", "same.txt"]) scratch.write(name, "1\n");
    scratch.write(".gitignore", "out.txt\n");
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    scratch.write("dirty.txt", "2\n");
    scratch.write("same.txt", "2\n");
    scratch.write("mine.txt", "2\n");
    const changes = await noticed(() => {
      for (const name of ["clean.txt", "dirty.txt", "mine.txt", "new.txt", "out.txt"]) scratch.write(name, "3\n");
      rmSync(scratch.at("gone.txt"));
      git("add", ".");
      git("commit", "-qm", "two");
    });
    assert.deepEqual(changes, {
      "clean.txt": ["1\n", "3\n"],
      "dirty.txt": ["2\n", "3\n"],
      "gone.txt": ["1\n", "none"],
      "mine.txt": ["2\n", "3\n"],
      "new.txt": ["none", "3\n"],
    });
  });

  it("are named elsewhere, and only new files are known", async () => {
    scratch.write("a.txt", "1\n");
    scratch.write("same.txt", "1\n");
    const changes = await noticed(() => {
      scratch.write("a.txt", "two\n");
      scratch.write("new.txt", "3\n");
    });
    assert.deepEqual(changes, { "a.txt": ["unknown", "two\n"], "new.txt": ["none", "3\n"] });
  });

  it("are not what the user saves meanwhile", async () => {
    scratch.write("mine.txt", "1\n");
    const changes = await noticed(async () => {
      const editor = await scratch.show("mine.txt");
      await type(editor, 0, 0, "mine ");
      await editor.document.save();
    });
    assert.deepEqual(changes, {});
    await closeAll();
  });
});
