import assert from "node:assert/strict";
import { type FSWatcher, readFileSync, renameSync, watch, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { WorkspaceFiles } from "../../../src/editor/files/workspaceFiles.ts";
import { Review } from "../../../src/editor/review/review.ts";
import { ReviewStore } from "../../../src/editor/review/files/reviewStore.ts";
import { closeAll, Scratch, withSettings } from "../editing.ts";
import { editAllowed } from "../../support/consented.ts";

const going = new AbortController().signal;
const folder = "rewritten-suite";

/** How a formatter that watches the disk writes a file: in place, or as a new file put in its place. */
const ways: Record<string, (path: string, text: string) => void> = {
  "in place": writeFileSync,
  "by another file": (path, text) => {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  },
};

describe("a file that another program rewrites on each save", function () {
  this.timeout(60_000);
  let scratch: Scratch;
  let review: Review;
  let files: WorkspaceFiles;
  let restore: () => Promise<void>;
  let watching: FSWatcher | undefined;
  before(async () => {
    restore = await withSettings({ "files.autoSave": "off" });
    scratch = new Scratch(folder);
    review = new Review(new ReviewStore(scratch.at("pending.json"), (error) => assert.fail(String(error))));
    files = new WorkspaceFiles(review);
  });
  after(async () => {
    review.dispose();
    await scratch.remove();
    await restore();
  });
  afterEach(async () => {
    watching?.close();
    await closeAll();
  });

  for (const [name, write] of Object.entries(ways)) {
    it(`accepts one edit after another: ${name}`, async () => {
      const path = `${name.replaceAll(" ", "-")}.txt`;
      scratch.write(path, "1\n2\n3\n4\n");
      await scratch.show(path);
      const at = scratch.at(path);
      /** A line for each edit, above the text. */
      const formatted = (text: string): string => {
        const body = text.replaceAll("formatted\n", "");
        return "formatted\n".repeat(body.match(/done/g)?.length ?? 0) + body;
      };
      watching = watch(scratch.at("."), () => {
        const now = readFileSync(at, "utf8");
        if (now !== "" && now !== formatted(now)) write(at, formatted(now));
      });
      for (const line of ["1", "2", "3", "4"]) {
        const file = await files.read(`${folder}/${path}`, going);
        const start = file.text.indexOf(line);
        await editAllowed(files, file, [{ start, end: start + 1, text: `done ${line}` }]);
      }
      const wanted = formatted("done 1\ndone 2\ndone 3\ndone 4\n");
      assert.equal((await files.read(`${folder}/${path}`, going)).text, wanted);
      assert.equal(readFileSync(at, "utf8"), wanted);
      const uri = vscode.Uri.file(at);
      assert.ok(review.hunksOf(uri).length > 0, "what was edited stays pending");
      await review.undo(uri);
      assert.match(readFileSync(at, "utf8"), /1\n2\n3\n4\n$/);
    });
  }
});
