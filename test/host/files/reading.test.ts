import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { WorkspaceError, type WorkspaceFault } from "../../../src/agent/ports/workspaceFault.ts";
import { addressInside, documentAt, insideText, writeConfirmed } from "../../../src/editor/core/reading.ts";
import { unreviewed, WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { surroundingsOf } from "../../../src/editor/refactor/answer/surroundings.ts";
import { createAllowed } from "../../support/consented.ts";
import { closeAll, Scratch } from "../editing.ts";

const files = new WorkspaceFiles(unreviewed);
const { signal } = new AbortController();
const is = (kind: WorkspaceFault["kind"]) => (error: unknown) =>
  error instanceof WorkspaceError && error.fault.kind === kind;

describe("reading files of the workspace", () => {
  let scratch: Scratch;
  let outside: string;
  const uriOf = (file: string) => vscode.Uri.file(scratch.at(file));
  before(() => {
    scratch = new Scratch("reading-suite");
    outside = mkdtempSync(join(tmpdir(), "gemma-code-outside-"));
    writeFileSync(join(outside, "secret.md"), "the secret outside");
    symlinkSync(join(outside, "secret.md"), scratch.at("linked.md"));
    symlinkSync(outside, scratch.at("tests"));
    scratch.write("real.md", "the text inside");
    symlinkSync("real.md", scratch.at("inner.md"));
    scratch.write(".env", "TOKEN=hunter2\n");
    scratch.write(".git/config", "url = https://user:hunter2@example.org\n");
    scratch.write("plain.txt", "hunter2 is a word here\n");
  });
  after(async () => {
    await scratch.remove();
    rmSync(outside, { recursive: true });
  });
  afterEach(closeAll);

  it("sends no file outside that a link leads to, and none that may hold secrets", async () => {
    assert.equal(await insideText(uriOf("linked.md")), undefined);
    assert.equal(await insideText(uriOf("tests/secret.md")), undefined);
    assert.equal(await insideText(uriOf(".env")), undefined);
    assert.equal(await insideText(uriOf("none.md")), undefined);
    assert.equal(await insideText(vscode.Uri.file(join(outside, "secret.md"))), undefined);
    assert.equal(await insideText(uriOf("inner.md")), "the text inside");
  });
  it("takes the project's instructions from inside alone", async () => {
    const place = join(dirname(scratch.path), "AGENTS.md");
    scratch.write("code.js", "let a = 1;\n");
    const { document } = await scratch.show("code.js");
    for (const [target, expected] of [
      [join(outside, "secret.md"), ""],
      [scratch.at("real.md"), "the text inside"],
    ] as const) {
      symlinkSync(target, place);
      try {
        const { rules } = await surroundingsOf(document, new vscode.Range(0, 0, 0, 5));
        assert.equal(rules, expected);
      } finally {
        rmSync(place);
      }
    }
  });
  it("opens no document for a command that reads through such a link", async () => {
    await assert.rejects(documentAt(uriOf("linked.md")), is("outside"));
    await assert.rejects(documentAt(vscode.Uri.file(join(outside, "secret.md"))), is("outside"));
    assert.equal((await documentAt(uriOf("real.md"))).getText(), "the text inside");
  });
  it("writes no test through a link that leads out", async () => {
    await assert.rejects(addressInside(uriOf("tests/new.test.js")), is("outside"));
    await assert.rejects(writeConfirmed(uriOf("tests/new.test.js"), "x"), is("outside"));
    assert.match((await writeConfirmed(uriOf("inner.md"), "x")) ?? "", /such a file/);
  });
  it("asks before a model reads what may hold secrets, and leaves it out of searches", async () => {
    for (const path of [".env", ".git/config"]) {
      await assert.rejects(files.read(`${scratch.name}/${path}`, signal), is("private"));
      assert.equal(await files.privatePath(`${scratch.name}/${path}`), `${scratch.name}/${path}`);
    }
    const hits = await files.search({ text: "hunter2", regex: false, path: scratch.name }, 10, signal);
    assert.deepEqual(
      hits.map(({ path }) => path),
      [`${scratch.name}/plain.txt`],
    );
  });
  it("gives an image by its first bytes, from inside alone, and never one that may hold secrets", async () => {
    const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
    scratch.write("pic.txt", png);
    scratch.write("id_rsa", png);
    writeFileSync(join(outside, "pic.png"), png);
    const path = `${scratch.name}/pic.txt`;
    const picture = { mediaType: "image/png", data: png.toString("base64") };
    assert.deepEqual(await files.image(path, signal), { path, picture });
    for (const none of ["real.md", "id_rsa", "none.png", "."])
      assert.equal(await files.image(`${scratch.name}/${none}`, signal), undefined);
    await assert.rejects(files.image(`${scratch.name}/tests/pic.png`, signal), is("outside"));
  });
  it("makes no line break of a carriage return", async () => {
    scratch.write("cr.txt", "a\nb\n");
    const file = await files.open(`${scratch.name}/cr.txt`, signal);
    await assert.rejects(files.checkEdit(file, [{ start: 0, end: 1, text: "x\ry" }]), is("carriage-return"));
    await files.checkEdit(file, [{ start: 0, end: 1, text: "x" }]);
  });
  it("names a new file where it will really be, and writes nowhere else", async () => {
    scratch.write(".vscode/settings.json", "{}");
    symlinkSync(".vscode", scratch.at("docs"));
    const shown = await files.checkNew(`${scratch.name}/docs/launch.json`, "{}\r\n\n");
    const { path, text } = shown;
    assert.deepEqual({ path, text }, { path: `${scratch.name}/.vscode/launch.json`, text: "{}\n\n" });
    await assert.rejects(createAllowed(files, `${scratch.name}/docs/launch.json`, "{}"), is("changed"));
  });
});
