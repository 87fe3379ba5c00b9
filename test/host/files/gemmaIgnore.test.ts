import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { WorkspaceGit } from "../../../src/editor/agent/git/workspaceGit.ts";
import { unreviewed, WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Scratch } from "../editing.ts";

const files = new WorkspaceFiles(unreviewed);
const going = new AbortController().signal;

describe("files that .gemmaignore hides", () => {
  const lines = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, ".gemmaignore");
  let scratch: Scratch;
  before(() => {
    scratch = new Scratch("ignored-suite");
    scratch.write("plain.txt", "needle\n");
    scratch.write("kept/a.txt", "needle\n");
    scratch.write("notes.secretive", "needle\n");
    writeFileSync(lines, "ignored-suite/kept/\n*.secretive\n");
  });
  after(() => {
    rmSync(lines);
    scratch.remove();
  });

  it("are in no search, list or tree", async () => {
    const hits = await files.search({ text: "needle", regex: false, path: "ignored-suite" }, 9, going);
    assert.deepEqual(
      hits.map(({ path }) => path),
      ["ignored-suite/plain.txt"],
    );
    const { paths } = await files.filesBelow({ path: "ignored-suite" }, 100, going);
    assert.deepEqual(paths, ["ignored-suite/plain.txt"]);
    assert.deepEqual(
      (await files.list("ignored-suite")).map(({ name }) => name),
      ["plain.txt"],
    );
  });

  it("are not read, changed, made or searched by name", async () => {
    const hidden = /hidden from Gemma by \.gemmaignore/;
    await assert.rejects(files.read("ignored-suite/kept/a.txt", going), hidden);
    await assert.rejects(files.open("ignored-suite/notes.secretive", going), hidden);
    await assert.rejects(files.checkNew("ignored-suite/kept/new.txt", "x\n"), hidden);
    await assert.rejects(files.search({ text: "n", regex: false, path: "ignored-suite/kept" }, 9, going), hidden);
    await assert.rejects(new WorkspaceGit().read({ action: "status", path: "ignored-suite/kept" }, going), hidden);
  });
});
