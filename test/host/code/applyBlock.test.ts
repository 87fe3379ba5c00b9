import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { codeIn } from "../../../src/chat/codeBlocks.ts";
import { applyBlock, type Applied, type Asking } from "../../../src/editor/code/applyBlock.ts";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { closeAll, Scratch, type, withSettings } from "../editing.ts";

const folder = "apply-suite";
const searched = (path: string, search: string, replace: string): string =>
  `${path}\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;

describe("applying a block of an answer", () => {
  let scratch: Scratch;
  let restore: () => Promise<void>;
  let review: Review;
  /** What was asked of the user, and what they say. */
  let asked: string[];
  let says: { which?: string; shrink: boolean };
  const asking: Asking = {
    which: async (name, paths) => {
      asked.push(`${name}: ${paths.join(" ")}`);
      return says.which;
    },
    shrink: async (path, left, of) => {
      asked.push(`${path}: ${left} of ${of}`);
      return says.shrink;
    },
  };
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch(folder);
    review = new Review(new ReviewStore(join(tmpdir(), `gemma-apply-${process.pid}.json`), assert.ifError));
  });
  after(async () => {
    review.dispose();
    await scratch.remove();
    await restore();
  });
  beforeEach(() => {
    asked = [];
    says = { shrink: true };
  });
  afterEach(async () => {
    for (const uri of review.uris) review.keep(uri);
    await closeAll();
  });

  /** Applies a block whose fence has these words behind it and this code. */
  const apply = (code: string, info = "") => {
    const lines = ["```" + info, ...code.split("\n"), "```"];
    const place = { from: 0, to: lines.length };
    const block = { text: lines.join("\n"), ...place, ...codeIn(lines, 0, lines.length)! };
    return applyBlock(new WorkspaceFiles(review), block, asking);
  };
  const applied = async (code: string, info?: string): Promise<Applied> => {
    const result = await apply(code, info);
    assert.ok(result && "changed" in result, JSON.stringify(result));
    return result;
  };
  const words = async (code: string, info?: string): Promise<string> => {
    const result = await apply(code, info);
    return result && "refusal" in result ? result.refusal.words : `no refusal: ${JSON.stringify(result)}`;
  };

  it("changes the buffer, unsaved text included, but not the disk", async () => {
    const path = scratch.write("dirty.txt", "one\r\ntwo\r\nthree\r\n");
    await type(await scratch.show("dirty.txt"), 0, 0, "mine ");
    const { changed } = await applied(searched(path, "two", "2"));
    assert.equal(changed[0]?.document.getText(), "mine one\r\n2\r\nthree\r\n");
    assert.equal(changed[0].offset, "mine one\r\n".length);
    assert.equal(scratch.text("dirty.txt"), "one\r\ntwo\r\nthree\r\n");
    assert.equal(review.hunksOf(changed[0].document.uri).length, 1, "the user's own words are no hunk");
    await review.undo(changed[0].document.uri);
    assert.equal(changed[0].document.getText(), "mine one\r\ntwo\r\nthree\r\n");
  });

  it("takes all edits of a file as one step", async () => {
    const path = scratch.write("twice.txt", "one\ntwo\nthree\n");
    const { changed } = await applied(`${searched(path, "one", "1")}\n${searched(path, "three", "3")}`);
    const { document } = changed[0]!;
    assert.equal(document.getText(), "1\ntwo\n3\n");
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    assert.equal(document.getText(), "one\ntwo\nthree\n");
  });

  it("changes no file if one edit has no place", async () => {
    const [one, two] = [scratch.write("one.txt", "one\n"), scratch.write("two.txt", "two\n")];
    assert.match(await words(`${searched(one, "one", "1")}\n${searched(two, "none", "2")}`), /two\.txt/);
    assert.deepEqual(review.uris, []);
  });

  it("returns a missing file to open, without writing it", async () => {
    const { changed, made } = await applied("x = 1", `py ${folder}/new/m.py`);
    assert.deepEqual({ changed, made }, { changed: [], made: [{ path: `${folder}/new/m.py`, text: "x = 1\n" }] });
    assert.throws(() => scratch.text("new/m.py"));
  });

  it("asks which file an ambiguous name means", async () => {
    const paths = [scratch.write("a/same.txt", "one\n"), scratch.write("b/same.txt", "one\n")];
    assert.equal(await apply(searched("same.txt", "one", "1")), undefined, "turned away");
    assert.deepEqual(asked[0]?.split(": ")[1]?.split(" ").sort(), paths);
    says.which = paths[1]!;
    const { changed } = await applied(searched("same.txt", "one", "1"));
    assert.equal(changed[0]?.document.uri.fsPath, scratch.at("b/same.txt"));
  });

  it("asks before most of a file is removed", async () => {
    const path = scratch.write("long.txt", "line\n".repeat(40));
    says.shrink = false;
    assert.equal(await apply("line", `txt ${path}`), undefined);
    assert.deepEqual(asked, [`${path}: 1 of 40`]);
    assert.deepEqual(review.uris, []);
  });

  const refusals: [name: string, path: string, content: string | Uint8Array | undefined, told: RegExp][] = [
    ["outside of the workspace", "../x.txt", undefined, /outside of the workspace/],
    ["a folder", `${folder}/folder.d`, undefined, /is a folder/],
    ["git's own", `${folder}/.git/hooks/run.sh`, "one\n", /git's own data/],
    ["no text", `${folder}/picture.txt`, Uint8Array.from({ length: 600 }, (_, at) => at % 7), /not a text file/],
    ["read-only", `${folder}/locked.txt`, "one\n", /read-only\. Make it writable/],
    ["not there", `${folder}/none.txt`, undefined, /There is no file .*none\.txt/],
  ];
  for (const [name, path, content, told] of refusals) {
    it(`is refused in words: ${name}`, async () => {
      const file = path.slice(folder.length + 1);
      if (name === "a folder") scratch.write(`${file}/x.txt`, "one\n");
      if (content !== undefined) scratch.write(file, content);
      if (name === "read-only") chmodSync(scratch.at(file), 0o444);
      assert.match(await words(searched(path, "one", "1")), told);
      assert.deepEqual(review.uris, []);
    });
  }
});
